"""What a person waits for is painted before anything is begun that they do not wait for."""

from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cxrviewer.app.analysis_state import Phase
from cxrviewer.app.picture import Loading
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.ui.workers.after_paint import AfterPaint
from cxrviewer.ui.workers.radiographs import RadiographLoader
from tests.data.workplace import HandReader, make_instance
from tests.ui.conftest import WindowOf


def test_that_neighbours_and_models_wait_until_the_radiograph_is_painted(
    window_of: WindowOf, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    neighbours = RadiographLoader.load_neighbours

    def load_neighbours(loader: RadiographLoader, radiograph: Radiograph) -> None:
        order.append("neighbours")
        neighbours(loader, radiograph)

    monkeypatch.setattr(RadiographLoader, "load_neighbours", load_neighbours)
    window = window_of(HandReader.of(make_instance("a"), make_instance("b")))
    window.viewport.painted.connect(partial(order.append, "painted"))
    window.session.analysis_changed.connect(lambda state: order.append(state.phase.value))
    window.open_paths([Path("/there")])
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    watched = ("painted", "neighbours", Phase.QUEUED.value)
    assert [word for word in order if word in watched][:3] == list(watched)


def test_that_put_off_work_is_done_where_nothing_is_painted(qtbot: QtBot) -> None:
    after_paint, done = AfterPaint(), list[int]()
    for number in range(3):
        after_paint.put_off(partial(done.append, number))
    assert done == []
    qtbot.waitUntil(lambda: done == [0, 1, 2])


def test_that_nothing_is_begun_inside_of_painting(qtbot: QtBot) -> None:
    after_paint, done = AfterPaint(), list[int]()
    after_paint.put_off(partial(done.append, 1))
    after_paint.tell_painted()
    assert done == []
    qtbot.waitUntil(lambda: done == [1])


def test_that_nothing_put_off_is_done_once_it_is_closed(qtbot: QtBot) -> None:
    after_paint, done = AfterPaint(), list[int]()
    after_paint.put_off(partial(done.append, 1))
    after_paint.tell_painted()
    after_paint.close()
    after_paint.put_off(partial(done.append, 2))
    qtbot.waitUntil(lambda: done == [2])


def test_that_the_reader_gets_ready_for_the_next_click_after_the_first_radiograph(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    reader = HandReader.of(make_instance("a"))
    window = window_of(reader)
    assert not reader.warm
    window.open_paths([Path("/there")])
    qtbot.waitUntil(lambda: reader.warm)


def test_that_no_thumbnail_is_begun_while_a_radiograph_is_waited_for(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    slow, other = make_instance("slow"), make_instance("other")
    reader = HandReader.of(slow, other)
    gate = reader.hold(slow)
    window = window_of(reader)
    window.open_paths([Path("/there")])
    qtbot.waitUntil(lambda: window.session.current is slow)
    thumbnails = window.conductor.thumbnails
    assert thumbnails.get(other) is None
    assert reader.loads == [slow.path]
    gate.set()
    qtbot.waitUntil(lambda: thumbnails.get(other) is not None)


def test_that_thumbnails_go_on_where_a_radiograph_cannot_be_read(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    broken, other = make_instance("broken"), make_instance("other")
    reader = HandReader.of(broken, other)
    del reader.radiographs[broken.path]
    window = window_of(reader)
    window.open_paths([Path("/there")])
    qtbot.waitUntil(lambda: window.session.picture.loading is Loading.FAILED)
    qtbot.waitUntil(lambda: window.conductor.thumbnails.get(other) is not None)
