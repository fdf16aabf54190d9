"""From a list of labels to operating points of this place, and what makes them void."""

from dataclasses import replace
from pathlib import Path

import pytest

from cxrviewer.app.database import Database
from cxrviewer.app.display_state import FindingKey
from cxrviewer.app.label_file import Labelled, read_labels
from cxrviewer.app.local_points import LocalPoint, LocalPoints
from cxrviewer.app.threshold_lab import Evidence, Source, gather
from cxrviewer.app.verdicts import Answer
from cxrviewer.domain.errors import UsageError
from cxrviewer.report.rows import result_rows, study_row
from tests.data.workplace import BUNDLE, make_analysis, make_instance, make_radiograph
from tests.unit.app.test_read_first import LABELS, opened, show

EFFUSION = FindingKey("Effusion", BUNDLE)
POINT = LocalPoint(BUNDLE, "Effusion", 0.9, 0.8, 0.7, 60, 70)


def listed(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "labels.csv"
    path.write_text("\n".join(("file,label,verdict,shown,patient", *lines)), "utf-8")
    return path


def test_that_a_list_is_read_by_file(tmp_path: Path) -> None:
    found = read_labels(
        listed(tmp_path, "a.dcm,Mass,present,,p", "a.dcm,Edema,disagree,above,p", "b,Mass,unsure,,")
    )
    assert found[tmp_path / "a.dcm"] == Labelled({"Mass": True, "Edema": False}, "p")
    assert found[tmp_path / "b"].labels == {}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["a,Mass,perhaps,,"], "Row 2"),
        (["a,Mass,agree,,"], "Row 2"),
        (["a,Mass,present,,", "a,Mass,absent,,"], "Row 3"),
        (["a,Mass,present,,p", "a,Edema,absent,,q"], "Row 3"),
        ([",Mass,present,,"], "Row 2"),
        (["a,Mass,present,,p,more"], "Row 2"),
        (["a" * 200_000 + ",Mass,present,,"], "Row"),
        ([], "no rows"),
    ],
)
def test_that_a_wrong_row_is_named(tmp_path: Path, lines: list[str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        read_labels(listed(tmp_path, *lines))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"a,b\n1,2\n", b"\x00" * 50])
def test_that_what_is_no_list_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(UsageError):
        read_labels(tmp_path / "x.csv")


def test_that_verdicts_make_cases_and_hidden_scores_none() -> None:
    session = opened("a", "b", "c")
    for instance, answer in zip(list(session.listing)[:2], (Answer.YES, Answer.NO), strict=True):
        show(session, instance)
        session.verdicts.answer(session.active, dict.fromkeys(LABELS, answer))
    show(session, session.listing[2])
    session.verdicts.answer(session.active, {"Effusion": Answer.YES})
    found = gather(Evidence.of(session), EFFUSION, Source())
    assert (found.positives, found.negatives, found.unanalysed) == (1, 1, 1)
    assert found.cases is not None
    assert not found.cases.enough


def test_that_a_list_makes_cases(tmp_path: Path) -> None:
    session = opened("a", "b", first=False)
    for instance in list(session.listing):
        show(session, instance)
    truth = {
        instance.path.absolute(): Labelled({"Effusion": number == 0}, "")
        for number, instance in enumerate(session.listing)
    }
    assert gather(Evidence.of(session), EFFUSION, Source(truth)).cases is not None


def test_that_a_local_point_is_used_marked_and_kept(tmp_path: Path) -> None:
    database = Database(tmp_path / "d.sqlite")
    session = opened("a", first=False, database=database)
    show(session, session.listing[0])
    session.use_local_point(POINT)
    assert session.analysis is not None
    finding = session.analysis.findings[0]
    assert (finding.above, finding.local) == (False, True)
    assert finding.operating_point is not None
    assert "60 radiographs with and 70 without" in finding.operating_point.criterion
    assert not session.listing.facts(session.listing[0]).above
    database.close()
    database = Database(tmp_path / "d.sqlite")
    assert LocalPoints(database).of(BUNDLE.name, "Effusion") == POINT
    session.drop_local_point(BUNDLE.name, "Effusion")
    assert session.analysis.findings[0].above
    database.close()


def test_that_another_version_of_the_bundle_voids_the_point() -> None:
    points = LocalPoints(Database(None))
    points.save(replace(POINT, bundle=replace(BUNDLE, checksum="c" * 64)))
    analysis = make_analysis(make_radiograph(make_instance("a")))
    assert points.applied(analysis) is analysis


def test_that_few_radiographs_make_no_point() -> None:
    with pytest.raises(ValueError, match="fewer than 50"):
        replace(POINT, positives=49)


def test_that_the_tables_mark_a_local_point() -> None:
    radiograph = make_radiograph(make_instance("a"))
    points = LocalPoints(Database(None))
    points.save(POINT)
    analysis = points.applied(make_analysis(radiograph))
    row, *_ = result_rows(radiograph.instance, analysis)
    assert (row.operating_point, row.above) == (0.9, False)
    assert "local profile, chosen on 60 radiographs with" in study_row(radiograph, analysis).reason
