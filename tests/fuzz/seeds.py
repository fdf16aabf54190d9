"""Small valid inputs of every kind, made by the builders of the tests."""

import json
import tempfile
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import (
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
    generate_uid,
)

from cxrviewer.app.measurement_file import FileOfImage, encode_measurements
from cxrviewer.app.preferences import Preferences, encode_preferences
from cxrviewer.bundle.manifest_file import MANIFEST_NAME
from cxrviewer.domain.measurement import Measurement, MeasurementKind
from cxrviewer.domain.radiograph import Radiograph, RadiographKey
from cxrviewer.domain.study import FileKind, RefusedFile, Status
from cxrviewer.reading import wire
from cxrviewer.reading.limits import STANDARD_LIMITS
from cxrviewer.reading.load import load
from cxrviewer.reading.scan import scan_file
from cxrviewer.reading.transport import pack_entry, pack_radiograph
from cxrviewer.report.rows import StudyRow, columns_of
from tests.data.bundles import write_classifier, write_segmenter
from tests.data.dicom_files import chest, compress, lookup_item, ramp, structured_report, write
from tests.data.hostile.compressed import jpeg, picture
from tests.data.hostile.rasters import saved
from tests.data.hostile.raw import BIG, DEFLATED, IMPLICIT, coded, dicom
from tests.data.many_files import full_header
from tests.data.presentations import (
    annotations,
    area_item,
    figure,
    item_of,
    presentation_of,
    window_item,
)
from tests.data.raster_files import png_bytes

SMALL = (40, 48)
MEDIA_DIRECTORY = "1.2.840.10008.1.3.10"


@cache
def dicoms() -> tuple[bytes, ...]:
    """Radiographs in every family of transfer syntaxes, with LUTs, overlays and frames."""
    native = (dicom(), dicom(None, IMPLICIT), dicom(None, BIG), _deflated())
    return (*native, *_compressed(), *_rich())


@cache
def headers() -> tuple[bytes, ...]:
    """Plain headers of 70 elements: with VRs and without, sequences with lengths and without."""
    endless = full_header()
    for element in endless:
        element.is_undefined_length = element.VR == "SQ"
    return (
        _written(full_header()),
        _written(full_header(), ImplicitVRLittleEndian),
        _written(endless),
    )


@cache
def codestreams() -> tuple[bytes, ...]:
    cells = picture(*SMALL)
    lossless = (JPEGLosslessSV1, JPEGLSLossless, JPEG2000Lossless, HTJ2KLossless)
    return (
        jpeg(cells),
        jpeg(cells, progressive=True),
        jpeg(cells, restart_marker_blocks=2),
        jpeg(np.dstack([cells, 255 - cells, cells])),
        *(compress(cells, syntax) for syntax in lossless),
        compress(cells.astype(np.uint16) * 16, JPEG2000Lossless),
    )


@cache
def pngs() -> tuple[bytes, ...]:
    cells = picture(*SMALL)
    grey = Image.fromarray(cells)
    return (
        saved(grey),
        png_bytes(cells.astype(np.uint16) * 200),
        png_bytes(np.dstack([cells] * 4).astype(np.uint16) * 200),
        saved(grey.convert("LA")),
        saved(grey.convert("P")),
        saved(grey.convert("1")),
        saved(Image.fromarray(np.dstack([cells, 255 - cells, cells]))),
    )


@cache
def jpegs() -> tuple[bytes, ...]:
    exif = Image.Exif()
    exif[0x0112] = 6
    return (*codestreams()[:4], saved(Image.fromarray(picture(*SMALL)), "JPEG", exif=exif))


@cache
def directories() -> tuple[bytes, ...]:
    """The index of a medium with one picture, PS3.3 F."""
    index = Dataset()
    index.SOPClassUID, index.SOPInstanceUID = MEDIA_DIRECTORY, generate_uid()
    index.FileSetID = "MEDIUM"
    index.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = 400
    index.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity = 400
    index.FileSetConsistencyFlag = 0
    index.DirectoryRecordSequence = Sequence(
        [
            _record("PATIENT", PatientName="Muster^Maria", PatientID="P1"),
            _record("STUDY", StudyDate="20200131", StudyInstanceUID="1.2.3"),
            _record("SERIES", Modality="DX", SeriesInstanceUID="1.2.3.4"),
            _record("IMAGE", ReferencedFileID=["DICOM", "IM1"], InstanceNumber=1),
        ]
    )
    return (_written(index),)


@cache
def presentations() -> tuple[bytes, ...]:
    image = chest(ramp(*SMALL))
    turned = presentation_of(
        image,
        SoftcopyVOILUTSequence=window_item(1000, 500),
        ImageRotation=90,
        ImageHorizontalFlip="Y",
        PresentationLUTShape="INVERSE",
        GraphicAnnotationSequence=annotations(figure("POLYLINE", [1.0, 1.0, 9.0, 9.0])),
        ShutterShape="RECTANGULAR",
        ShutterLeftVerticalEdge=2,
        ShutterRightVerticalEdge=40,
        ShutterUpperHorizontalEdge=2,
        ShutterLowerHorizontalEdge=30,
    )
    graded = presentation_of(
        image,
        ModalityLUTSequence=Sequence([lookup_item([5, 6, 7, 9], 0, 16)]),
        PresentationLUTSequence=Sequence([lookup_item([0, 90, 255], 0, 8)]),
        SoftcopyVOILUTSequence=Sequence(
            [item_of(VOILUTSequence=Sequence([lookup_item([0, 9, 20], 5, 8)]))]
        ),
        DisplayedAreaSelectionSequence=area_item(
            [2, 3], [20, 30], PresentationSizeMode="TRUE SIZE", PresentationPixelSpacing=[0.2, 0.1]
        ),
    )
    return tuple(_written(state) for state in (presentation_of(image), turned, graded))


@cache
def blank() -> Radiograph:
    """Any radiograph, to apply states to."""
    with tempfile.TemporaryDirectory() as folder:
        return load(write(Path(folder) / "a", chest(ramp(*SMALL), RescaleSlope=2)))


@cache
def manifests() -> tuple[bytes, ...]:
    with tempfile.TemporaryDirectory() as folder:
        made = write_classifier(Path(folder) / "a", name="a"), write_segmenter(Path(folder) / "b")
        return tuple((bundle / MANIFEST_NAME).read_bytes() for bundle in made)


@cache
def archives() -> tuple[bytes, ...]:
    """A head and a self-check of a bundle."""
    with tempfile.TemporaryDirectory() as folder:
        bundle = write_classifier(Path(folder) / "a", name="a")
        return tuple(path.read_bytes() for path in sorted(bundle.rglob("*.npz")))


@cache
def requests() -> tuple[bytes, ...]:
    asked = (
        wire.Start(STANDARD_LIMITS),
        wire.Scan((Path("/a/b"), Path("/c"))),
        wire.Load(Path("/a/\udcff"), 3),
    )
    return tuple(wire.encode(request)[wire.LENGTH_BYTES :] for request in asked)


@cache
def answers() -> tuple[bytes, ...]:
    said: list[wire.Answer] = [wire.Ready(), wire.Failed("It is cut short.", "Ask again.")]
    refused = RefusedFile(Path("/a"), FileKind.PNG, "It is cut short.")
    said.append(wire.Scanned((pack_entry(refused),), alone=True))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        for data in (_rich()[0], dicom(), presentations()[1]):
            path.write_bytes(data)
            said.append(wire.Scanned((pack_entry(scan_file(path)),) * 2))
        path.write_bytes(_rich()[0])
        said.append(pack_radiograph(load(path))[0])
    return tuple(wire.encode(answer)[wire.LENGTH_BYTES :] for answer in said)


@cache
def tables() -> tuple[bytes, ...]:
    row = StudyRow("/a/b", Status.OK, "", 96, 80, "PA", 0.25, 1.5)
    lines = [",".join(columns_of(StudyRow)), ",".join(row.cells()), ",".join(row.cells())]
    return (("\n".join(lines) + "\n").encode(),)


@cache
def paths() -> tuple[bytes, ...]:
    return (b"/there/a.dcm\n\nb.png\r\n", "\ufeffein Bild.jpg\n".encode())


@cache
def verdicts() -> tuple[bytes, ...]:
    return (
        b"file,label,verdict,shown,patient\na.png,effusion,agree,above,p1\n"
        b"a.png,nodule,absent,,p1\nb.png,nodule,unsure,,\n",
    )


@cache
def labels() -> tuple[bytes, ...]:
    return (
        b"image,patient_id,effusion,nodule,view,age,sex\na.png,p1,1,0,PA,050Y,F\n"
        b"b.png,p2,,1,AP,7,M\n",
    )


@cache
def measurements() -> tuple[bytes, ...]:
    line = Measurement("0" * 32, MeasurementKind.LENGTH, ((0.0, 0.0), (3.0, 4.0)), "nodule")
    words = Measurement("1" * 32, MeasurementKind.TEXT, ((1.5, 2.5),), "here")
    key = RadiographKey("1.2.3", "a" * 64, 0)
    return (encode_measurements([FileOfImage(key, (line, words), 0.2)]),)


@cache
def preferences() -> tuple[bytes, ...]:
    return (encode_preferences(Preferences()), json.dumps({"version": 1}).encode())


def _record(kind: str, **elements: object) -> Dataset:
    return item_of(
        OffsetOfTheNextDirectoryRecord=0,
        RecordInUseFlag=0xFFFF,
        OffsetOfReferencedLowerLevelDirectoryEntity=0,
        DirectoryRecordType=kind,
        **elements,
    )


def _deflated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return write(Path(folder) / "a", chest(ramp(*SMALL)), syntax=DEFLATED).read_bytes()


def _compressed() -> tuple[bytes, ...]:
    size = {"Rows": SMALL[0], "Columns": SMALL[1]}
    syntaxes = (JPEGLosslessSV1, JPEGLSLossless, JPEG2000Lossless, HTJ2KLossless, RLELossless)
    frame = picture(*SMALL)
    return (
        coded(jpeg(frame), "1.2.840.10008.1.2.4.50", size),
        *(coded(compress(frame, syntax), syntax, size) for syntax in syntaxes),
    )


def _rich() -> tuple[bytes, ...]:
    pixels = ramp(*SMALL)
    dataset = chest(
        pixels,
        WindowCenter=[1000, 2000],
        WindowWidth=[500, 800],
        PixelSpacing=[0.2, 0.2],
        ImagerPixelSpacing=[0.2, 0.2],
        PatientOrientation=["L", "F"],
        ShutterShape="CIRCULAR",
        CenterOfCircularShutter=[20, 24],
        RadiusOfCircularShutter=15,
        VOILUTSequence=Sequence([lookup_item(range(256), 0, 12)]),
        ModalityLUTSequence=Sequence([lookup_item(range(4096), 0, 16, ModalityLUTType="US")]),
    )
    dataset.add_new(0x60000010, "US", SMALL[0])
    dataset.add_new(0x60000011, "US", SMALL[1])
    dataset.add_new(0x60000040, "CS", "G")
    dataset.add_new(0x60000050, "SS", [1, 1])
    dataset.add_new(0x60000100, "US", 1)
    dataset.add_new(0x60000102, "US", 0)
    dataset.add_new(0x60003000, "OW", bytes(SMALL[0] * SMALL[1] // 8))
    frames = chest(np.stack([pixels, pixels]))
    return tuple(_written(one) for one in (dataset, frames, structured_report()))


def _written(dataset: Dataset, syntax: str = ExplicitVRLittleEndian) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return write(Path(folder) / "a", dataset, syntax=syntax).read_bytes()
