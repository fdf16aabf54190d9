"""What is written is a DX object that others accept."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest

from cxrviewer.domain.radiograph import Window
from cxrviewer.domain.study import Patient, Series, Study
from cxrviewer.report.dicom_image import DxPicture, stable_uid, write_dx


def picture() -> DxPicture:
    patient = Patient("SYNTHETIC-0001", "Synthetic^Phantom A", "19700214", "M")
    study = Study(patient, stable_uid("s"), "s", "20250618", "093000", "Chest PA", "A1", "055Y")
    return DxPicture(
        values=np.arange(64 * 48, dtype=np.uint16).reshape(64, 48),
        bits=14,
        spacing=0.2,
        window=Window(1500.0, 3000.0),
        series=Series(study, stable_uid("r"), "r", "DX", "1", "Phantom"),
        sop_uid=stable_uid("i"),
        view_position="AP",
        derivation="Computed. No patient was imaged.",
    )


def test_that_pixels_and_identity_come_back(tmp_path: Path) -> None:
    write_dx(tmp_path / "a.dcm", picture())
    read = pydicom.dcmread(tmp_path / "a.dcm")
    assert np.array_equal(read.pixel_array, picture().values)
    assert (read.PatientName, read.PatientID) == ("Synthetic^Phantom A", "SYNTHETIC-0001")
    assert list(read.ImageType) == ["DERIVED", "PRIMARY", "", "SYNTHETIC"]
    assert (read.WindowCenter, read.WindowWidth, read.ViewPosition) == (1500, 3000, "AP")
    assert list(read.ImagerPixelSpacing) == [0.2, 0.2]
    assert read.file_meta.TransferSyntaxUID == pydicom.uid.ExplicitVRLittleEndian


def test_that_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.dcm", "b.dcm"):
        write_dx(tmp_path / name, picture())
    assert (tmp_path / "a.dcm").read_bytes() == (tmp_path / "b.dcm").read_bytes()


def test_that_uids_follow_from_their_sources_alone() -> None:
    assert stable_uid("a", "b") == stable_uid("a", "b")
    assert stable_uid("a", "b") != stable_uid("a", "c")
    assert pydicom.uid.UID(stable_uid("a")).is_valid


def test_that_values_beyond_the_stored_bits_are_refused() -> None:
    with pytest.raises(ValueError, match="10 bits"):
        replace(picture(), bits=10)


@pytest.mark.parametrize("view", ["PA", "AP"])
def test_that_dciodvfy_finds_no_fault(tmp_path: Path, view: str) -> None:
    validator = shutil.which("dciodvfy")
    if validator is None:
        pytest.skip("dciodvfy (Debian package dicom3tools) is not installed")
    write_dx(tmp_path / "a.dcm", replace(picture(), view_position=view))
    said = subprocess.run(
        [validator, str(tmp_path / "a.dcm")],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    told = said.stdout + said.stderr
    assert "DXImageForPresentation" in told
    assert "Error" not in told
    assert "Warning" not in told
