"""The demo's studies are made once, differ, and say that they are synthetic."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest

from cxrviewer.app import demo
from cxrviewer.app.demo import DEMO_STUDIES, make_demo
from cxrviewer.imaging.phantom import project
from cxrviewer.reading.load import load


@pytest.fixture
def quick_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Phantoms of few pixels."""
    small = tuple(
        replace(s, phantom=replace(s.phantom, rows=256, columns=224, spacing=1.6))
        for s in DEMO_STUDIES
    )
    monkeypatch.setattr(demo, "DEMO_STUDIES", small)


@pytest.mark.usefixtures("quick_demo")
def test_that_the_demo_has_three_patients_and_a_prior(tmp_path: Path) -> None:
    paths = tuple(make_demo(tmp_path))
    headers = [pydicom.dcmread(path, stop_before_pixels=True) for path in paths]
    patients = [str(header.PatientID) for header in headers]
    assert len(set(patients)) == 3
    assert len({header.StudyInstanceUID for header in headers}) == 4
    assert patients.count("SYNTHETIC-0001") == 2
    assert {header.ViewPosition for header in headers} == {"PA", "AP"}


@pytest.mark.usefixtures("quick_demo")
def test_that_files_that_are_there_are_kept(tmp_path: Path) -> None:
    paths = tuple(make_demo(tmp_path))
    times = [path.stat().st_mtime_ns for path in paths]
    paths[1].unlink()
    assert tuple(make_demo(tmp_path)) == paths
    again = [path.stat().st_mtime_ns for path in paths]
    assert [a == b for a, b in zip(times, again, strict=True)] == [True, False, True, True]


@pytest.mark.usefixtures("quick_demo")
def test_that_each_study_can_be_opened_before_the_next_is_made(tmp_path: Path) -> None:
    first = next(make_demo(tmp_path))
    assert list(first.parent.iterdir()) == [first]


@pytest.mark.usefixtures("quick_demo")
def test_that_the_reader_knows_the_demo_as_synthetic(tmp_path: Path) -> None:
    for path in make_demo(tmp_path):
        radiograph = load(path)
        assert radiograph.instance.synthetic
        assert radiograph.instance.analysis_refusal == ""
        assert radiograph.warnings == ()
        assert radiograph.spacing is not None
        assert radiograph.spacing.row_mm == 1.6
        assert len(radiograph.vois) == 1


@pytest.mark.usefixtures("quick_demo")
def test_that_pixels_on_disk_are_the_phantoms(tmp_path: Path) -> None:
    for path, study in zip(make_demo(tmp_path), demo.DEMO_STUDIES, strict=True):
        assert np.array_equal(load(path).indices, project(study.phantom).values)
