"""A folder of thousands of small radiographs, written quickly: one file with other identifiers."""

from pathlib import Path

from pydicom.dataset import Dataset

from tests.data.dicom_files import chest, ramp, write

IMAGES_PER_STUDY = 2
SIDE = 64


def write_many(folder: Path, count: int) -> None:
    """Write ``count`` radiographs of ``count / 2`` patients into folders of a thousand."""
    template = write(folder / "template", _template()).read_bytes()
    (folder / "template").unlink()
    for number in range(count):
        study = number // IMAGES_PER_STUDY
        content = template
        for old, new in (
            (b"1.2.826.0.1.10000001", b"1.2.826.0.1.%08d" % (10_000_000 + study)),
            (b"1.2.826.0.2.10000001", b"1.2.826.0.2.%08d" % (10_000_000 + study)),
            (b"1.2.826.0.3.10000001", b"1.2.826.0.3.%08d" % (10_000_000 + number)),
            (b"Person^00000001", b"Person^%08d" % (study * 7919 % 10_000_000)),
            (b"ID00000001", b"ID%08d" % study),
            (b"20200101", b"20%02d%02d%02d" % (study % 24, 1 + study % 12, 1 + study % 28)),
        ):
            content = content.replace(old, new)
        target = folder / f"{number // 1000:03}"
        target.mkdir(exist_ok=True)
        (target / f"IM{number}").write_bytes(content)


def _template() -> Dataset:
    return chest(
        ramp(SIDE, SIDE),
        StudyInstanceUID="1.2.826.0.1.10000001",
        SeriesInstanceUID="1.2.826.0.2.10000001",
        SOPInstanceUID="1.2.826.0.3.10000001",
        PatientName="Person^00000001",
        PatientID="ID00000001",
        StudyDate="20200101",
    )
