"""Two windows of the program over one database."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from cxrviewer.app.database import Database, database_path
from cxrviewer.app.measurement_store import MeasurementStore
from cxrviewer.app.measurements import Measurements
from cxrviewer.domain.measurement import MeasurementKind
from tests.data.workplace import HandReader, make_instance
from tests.ui.conftest import WindowOf


def test_that_what_another_window_draws_appears_on_the_shown_radiograph(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    window = window_of(HandReader.of(make_instance("a")))
    window.open_paths([Path("/there")])
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    assert window.session.radiograph is not None
    key = window.session.radiograph.key
    window.database_watch.look()
    assert window.session.measurements.of(key).items == ()
    second = Measurements(MeasurementStore(Database(database_path())))
    second.add(key, MeasurementKind.LENGTH, ((10.0, 10.0), (40.0, 50.0)))
    window.database_watch.look()
    assert [item.kind for item in window.session.measurements.of(key).items] == [
        MeasurementKind.LENGTH
    ]
