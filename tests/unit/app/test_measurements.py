"""Measurements with undo, kept from one opening to the next, handed on as a file."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxrviewer.app.database import Database
from cxrviewer.app.measurement_file import (
    FileOfImage,
    decode_measurements,
    encode_measurements,
    read_measurements,
)
from cxrviewer.app.measurement_store import MeasurementStore
from cxrviewer.app.measurements import Measurements
from cxrviewer.app.ratio_proposal import AP, UNKNOWN_VIEW, propose_ratio
from cxrviewer.domain.analysis import Analysis, LungMask
from cxrviewer.domain.errors import ReadingError, UsageError
from cxrviewer.domain.measurement import Measurement, MeasurementKind
from cxrviewer.domain.radiograph import RadiographKey
from tests.data.workplace import BUNDLE, make_instance, make_radiograph
from tests.unit.imaging.test_cardiothoracic import LEFT, RIGHT, drawn

KEY = RadiographKey("1.2.3", "a" * 64, 0)
OTHER = RadiographKey("1.2.4", "b" * 64, 0)
LINE = ((0.0, 0.0), (3.0, 4.0))
Kind = MeasurementKind


def opened(folder: Path) -> Measurements:
    return Measurements(MeasurementStore(Database(folder / "cxrviewer.sqlite")))


def test_that_a_measurement_is_there_again_at_the_next_opening(tmp_path: Path) -> None:
    first = opened(tmp_path)
    line = first.add(KEY, Kind.LENGTH, LINE, name="nodule")
    words = first.add(KEY, Kind.TEXT, ((1.5, 2.5),), name="here")
    again = opened(tmp_path)
    assert again.of(KEY).items == (line, words)
    assert again.of(OTHER).items == ()


def test_that_undo_and_redo_go_back_and_forth_and_are_written(tmp_path: Path) -> None:
    book = opened(tmp_path)
    line = book.add(KEY, Kind.LENGTH, LINE)
    moved = Measurement(line.uid, Kind.LENGTH, ((0.0, 0.0), (9.0, 9.0)))
    book.change(KEY, moved)
    book.remove(KEY, line.uid)
    states = [book.of(KEY).items]
    for _ in range(3):
        book.undo(KEY)
        states.append(book.of(KEY).items)
    assert states == [(), (moved,), (line,), ()]
    assert not book.can_undo(KEY)
    book.redo(KEY)
    book.redo(KEY)
    assert opened(tmp_path).of(KEY).items == (moved,)
    book.add(KEY, Kind.TEXT, ((0.0, 0.0),))
    assert not book.can_redo(KEY)


def test_that_undo_on_one_radiograph_leaves_the_others(tmp_path: Path) -> None:
    book = opened(tmp_path)
    book.add(KEY, Kind.LENGTH, LINE)
    book.add(OTHER, Kind.LENGTH, LINE)
    book.undo(KEY)
    assert (len(book.of(KEY).items), len(book.of(OTHER).items)) == (0, 1)


def test_that_two_windows_on_one_radiograph_lose_nothing(tmp_path: Path) -> None:
    one, other = opened(tmp_path), opened(tmp_path)
    assert one.of(KEY) == other.of(KEY)
    first = one.add(KEY, Kind.LENGTH, LINE)
    second = other.add(KEY, Kind.TEXT, ((1.0, 1.0),))
    assert one.refresh(KEY).items == (first, second)
    one.undo(KEY)
    assert one.of(KEY).items == (second,)
    assert other.refresh(KEY).items == (second,)


def test_that_the_chosen_one_is_forgotten_with_its_measurement(tmp_path: Path) -> None:
    book = opened(tmp_path)
    line = book.add(KEY, Kind.LENGTH, LINE)
    assert book.of(KEY).chosen == line.uid
    book.remove(KEY, line.uid)
    assert book.of(KEY).chosen == ""


def test_that_a_calibration_is_kept_used_and_taken_back(tmp_path: Path) -> None:
    book = opened(tmp_path)
    radiograph = make_radiograph(make_instance("1.2.3"))
    line = book.add(radiograph.key, Kind.LENGTH, LINE)
    assert book.outcome(radiograph, line).text == "5.0 px"
    book.calibrate(radiograph, LINE, 25.0)
    found = opened(tmp_path).outcome(radiograph, line)
    assert (found.text, found.label) == ("25.0 mm", "calibrated by hand")
    book.undo(radiograph.key)
    assert opened(tmp_path).outcome(radiograph, line).text == "5.0 px"


def test_that_a_row_that_nobody_understands_is_said_and_left(tmp_path: Path) -> None:
    line = opened(tmp_path).add(KEY, Kind.LENGTH, LINE)
    database = Database(tmp_path / "cxrviewer.sqlite")
    store = MeasurementStore(database)
    store.write(KEY, (Measurement("1" * 32, Kind.TEXT, ((0.0, 0.0),)),))
    from cxrviewer.app.database_tables import Change

    spoilt = f"UPDATE measurement SET body = '{{\"kind\": 7}}' WHERE uid = '{'1' * 32}'"
    database.change(Change(spoilt))
    book = Measurements(store)
    notices: list[Any] = []
    book.notice_added.connect(notices.append)
    assert book.of(KEY).items == (line,)
    assert "1 measurements" in notices[0].text
    assert len(database.read("SELECT * FROM measurement")) == 2


name = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=40)
coordinates = st.tuples(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4))


@given(
    st.lists(st.tuples(st.uuids(), coordinates, coordinates, name), unique_by=lambda i: i[0]),
    st.none() | st.floats(0.01, 10),
)
def test_that_a_file_comes_back_as_it_was_written(items: list[Any], factor: float | None) -> None:
    drawn = tuple(Measurement(u.hex, Kind.LENGTH, (a, b), n) for u, a, b, n in items)
    image = FileOfImage(KEY, drawn, factor)
    assert decode_measurements(encode_measurements([image])) == (image,)


def sound() -> dict[str, Any]:
    item = Measurement("0" * 32, Kind.LENGTH, LINE)
    found: dict[str, Any] = json.loads(encode_measurements([FileOfImage(KEY, (item,))]))
    return found


def changed(path: str, value: object) -> bytes:
    """The sound file with ``value`` at ``path``, such as ``images.0.frame``."""
    content: Any = sound()
    place = content
    *way, last = path.split(".")
    for step in way:
        place = place[int(step)] if step.isdigit() else place[step]
    place[int(last) if last.isdigit() else last] = value
    return json.dumps(content).encode()


ITEM = "images.0.measurements.0"


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"", "truncated"),
        (b"\xff\xfe", "malformed"),
        (b"[]", "Expected `object`"),
        (b"[" * 100_000, "Expected `object`"),
        (changed("version", 2), "version"),
        (changed("more", 1), "more"),
        (changed("images.0.sop_uid", "DOE^JANE"), "sop_uid"),
        (changed("images.0.sha256", "../etc"), "sha256"),
        (changed("images.0.frame", -1), "frame"),
        (changed("images.0.mm_per_column", -2), "mm_per_column"),
        (changed(f"{ITEM}.uid", "x"), "uid"),
        (changed(f"{ITEM}.kind", "laser"), "laser"),
        (changed(f"{ITEM}.points", [[1, 2]]), "length has 2 points"),
        (changed(f"{ITEM}.points", [[1e12, 2], [3, 4]]), "points"),
        (changed(f"{ITEM}.points", [[1, 2, 3], [3, 4]]), "points"),
        (changed(f"{ITEM}.name", "x" * 201), "name"),
        (changed(f"{ITEM}.name", "a\u202eb"), "control characters"),
        (changed(ITEM + "", None), "measurements"),
        (changed("images", [sound()["images"][0]] * 2), "twice"),
        (json.dumps(sound()).replace("3.0", "NaN").encode(), "malformed"),
    ],
)
def test_that_a_hostile_file_is_refused_with_its_name_and_the_reason(
    tmp_path: Path, content: bytes, named: str
) -> None:
    path = tmp_path / "theirs.json"
    path.write_bytes(content)
    with pytest.raises(ReadingError, match=named) as told:
        read_measurements(path)
    assert told.value.path == path


@given(st.binary(max_size=300))
def test_that_no_content_ends_in_a_foreign_error(content: bytes) -> None:
    import msgspec

    try:
        decode_measurements(content)
    except (msgspec.MsgspecError, ValueError):
        return


@pytest.mark.parametrize(
    ("view", "caveat"), [("PA", None), ("AP", AP), ("", UNKNOWN_VIEW), ("ap erect", AP)]
)
def test_that_a_proposal_says_what_the_view_means_for_it(view: str, caveat: str | None) -> None:
    radiograph, analysis = chest(view)
    proposal = propose_ratio(radiograph, analysis)
    assert len(proposal.points) == 4
    assert (caveat in proposal.caveats) == (caveat is not None)


def test_that_a_lateral_view_and_a_missing_mask_are_refused() -> None:
    with pytest.raises(UsageError, match="lateral"):
        propose_ratio(*chest("LL"))
    with pytest.raises(UsageError, match="lung fields"):
        propose_ratio(chest("PA")[0], None)


def chest(view: str) -> tuple[Any, Analysis]:
    radiograph = make_radiograph(make_instance("1.2.3", view_position=view))
    mask = LungMask(BUNDLE, np.asarray(drawn(LEFT, RIGHT)))
    return radiograph, Analysis(radiograph.key, (), (), mask, 0.1)
