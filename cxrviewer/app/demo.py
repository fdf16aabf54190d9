"""Studies that the program makes itself, so that it can be tried without patients' images."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cxrviewer.domain.radiograph import Window
from cxrviewer.domain.study import Patient, Series, Study
from cxrviewer.imaging.phantom import (
    VALUE_BITS,
    Effusion,
    Nodule,
    Phantom,
    ThoraxPhantom,
    View,
    project,
)
from cxrviewer.imaging.voi import window_between
from cxrviewer.report.atomic import make_folder
from cxrviewer.report.dicom_image import DxPicture, stable_uid, write_dx

DEMO_VERSION = "2"
"""Raised whenever the phantom's pixels or the studies below change; old files are then left."""


@dataclass(frozen=True, slots=True)
class DemoStudy:
    """One study of one radiograph. ``file`` is its path inside the demo folder."""

    file: str
    patient: Patient
    date: str
    age: str
    description: str
    phantom: ThoraxPhantom


_A = Patient("SYNTHETIC-0001", "Synthetic^Phantom A", "19700214", "M")
_B = Patient("SYNTHETIC-0002", "Synthetic^Phantom B", "19481103", "M")
_C = Patient("SYNTHETIC-0003", "Synthetic^Phantom C", "19630730", "F")

DEMO_STUDIES = (
    DemoStudy(
        "phantom-a-2023.dcm", _A, "20230309", "053Y", "Chest PA", ThoraxPhantom(11, heart_width=122)
    ),
    DemoStudy(
        "phantom-a-2025.dcm",
        _A,
        "20250618",
        "055Y",
        "Chest PA",
        ThoraxPhantom(11, heart_width=124, nodule=Nodule(78.0, 92.0, 9.0)),
    ),
    DemoStudy(
        "phantom-b-2024.dcm",
        _B,
        "20241127",
        "076Y",
        "Chest AP supine",
        ThoraxPhantom(23, heart_width=156, view=View.AP),
    ),
    DemoStudy(
        "phantom-c-2025.dcm",
        _C,
        "20250204",
        "061Y",
        "Chest PA",
        ThoraxPhantom(37, heart_width=118, female=True, effusion=Effusion(-1, 62.0)),
    ),
)


def make_demo(folder: Path) -> Iterator[Path]:
    """Yield the demo studies' files below ``folder``, each as soon as it is there.

    What an earlier call wrote is kept. Raises ExportError where one cannot be written.
    """
    root = folder / f"demo-{DEMO_VERSION}"
    for study in DEMO_STUDIES:
        path = root / study.file
        if not path.exists():
            make_folder(path.parent)
            write_dx(path, demo_picture(study, project(study.phantom)))
        yield path


def demo_picture(study: DemoStudy, phantom: Phantom) -> DxPicture:
    """Return the picture to write for one demo study."""
    name = (study.file, DEMO_VERSION)
    return DxPicture(
        values=phantom.values,
        bits=VALUE_BITS,
        spacing=study.phantom.spacing,
        window=_window(phantom),
        series=_series(study, name),
        sop_uid=stable_uid("instance", *name),
        view_position=study.phantom.view.value,
        derivation="Computed projection of a digital thorax phantom. No patient was imaged.",
    )


def _series(study: DemoStudy, name: tuple[str, str]) -> Series:
    uid = stable_uid("study", *name)
    whole = Study(
        patient=study.patient,
        uid=uid,
        key=uid,
        date=study.date,
        time="093000",
        description=study.description,
        accession_number=f"SYN{study.date}",
        age=study.age,
    )
    series = stable_uid("series", *name)
    return Series(whole, series, series, "DX", "1", "Synthetic thorax phantom")


def _window(phantom: Phantom) -> Window:
    """Return a window from the darkest lung to the densest bone."""
    lungs = phantom.values[phantom.lung_mask]
    low = float(np.percentile(lungs, 1)) - 900
    return window_between(low, float(np.percentile(phantom.values, 98.5)), explanation="Thorax")
