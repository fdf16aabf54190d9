"""Headers that contradict themselves, their pixels or the world."""

from collections.abc import Iterator, Mapping
from struct import pack
from typing import Any

from tests.data.hostile.case import Case, Verdict
from tests.data.hostile.raw import Element, dicom, element, part10, pixels, sound

OPEN, WARNING, REFUSE = Verdict.OPEN, Verdict.WARNING, Verdict.REFUSE
LONG_UID = "1." + "2" * 100

Changes = Mapping[str, Any]

REFUSED: dict[str, Changes] = {
    "rows-missing": {"Rows": None},
    "rows-zero": {"Rows": 0},
    "rows-doubled": {"Rows": 192},
    "rows-of-text": {"Rows": b"many"},
    "rows-two-values": {"Rows": (96, 80)},
    "columns-empty": {"Columns": b""},
    "columns-huge": {"Columns": 65535},
    "both-huge": {"Rows": 65535, "Columns": 65535},
    "frames-million": {"NumberOfFrames": "1000000"},
    "frames-overflow": {"NumberOfFrames": "4294967297"},
    "frames-absurd": {"NumberOfFrames": "9" * 12},
    "frames-two": {"NumberOfFrames": "2"},
    "samples-three": {"SamplesPerPixel": 3},
    "samples-four": {"SamplesPerPixel": 4},
    "samples-huge": {"SamplesPerPixel": 65535},
    "samples-three-grey": {"SamplesPerPixel": 3, "Rows": 32},
    "samples-one-rgb": {"PhotometricInterpretation": "RGB"},
    "photometric-cmyk": {"PhotometricInterpretation": "CMYK"},
    "photometric-markup": {"PhotometricInterpretation": "<img src=x>"},
    "allocated-zero": {"BitsAllocated": 0},
    "allocated-twelve": {"BitsAllocated": 12},
    "allocated-sixty-four": {"BitsAllocated": 64},
    "allocated-thirty-two": {"BitsAllocated": 32},
    "slope-two-values": {"RescaleSlope": "1\\2", "RescaleIntercept": "0"},
    "palette-without-tables": {"PhotometricInterpretation": "PALETTE COLOR"},
    "modality-ct": {"Modality": "CT", "SOPClassUID": "1.2.840.10008.5.1.4.1.1.2"},
    "modality-sr": {"Modality": "SR", "PixelData": None},
    "body-part-hand": {"BodyPartExamined": "HAND"},
    "animal": {"PatientSpeciesDescription": "Canine"},
}
WARNED: dict[str, Changes] = {
    "pixels-twice-as-many": {"PixelData": pixels() * 2},
    "frames-zero": {"NumberOfFrames": "0"},
    "frames-negative": {"NumberOfFrames": "-1"},
    "frames-of-text": {"NumberOfFrames": "two"},
    "frames-fraction": {"NumberOfFrames": "1.5"},
    "samples-missing": {"SamplesPerPixel": None},
    "photometric-missing": {"PhotometricInterpretation": None},
    "photometric-empty": {"PhotometricInterpretation": ""},
    "stored-missing": {"BitsStored": None},
    "stored-zero": {"BitsStored": 0},
    "stored-more-than-allocated": {"BitsStored": 17},
    "high-bit-missing": {"HighBit": None},
    "high-bit-beyond": {"HighBit": 16},
    "high-bit-below": {"HighBit": 3},
    "representation-missing": {"PixelRepresentation": None},
    "representation-seven": {"PixelRepresentation": 7},
    "window-nan": {"WindowCenter": "nan", "WindowWidth": "nan"},
    "window-infinite": {"WindowCenter": "inf", "WindowWidth": "100"},
    "window-zero": {"WindowCenter": "2000", "WindowWidth": "0"},
    "window-negative": {"WindowCenter": "2000", "WindowWidth": "-100"},
    "window-of-text": {"WindowCenter": "a", "WindowWidth": "b"},
    "window-absurd": {"WindowCenter": "0", "WindowWidth": "1e300"},
    "window-overflow": {"WindowCenter": "1e999", "WindowWidth": "1"},
    "window-elsewhere": {"WindowCenter": "-9000", "WindowWidth": "10"},
    "window-unpaired": {"WindowCenter": "1\\2\\3", "WindowWidth": "100"},
    "window-arabic-digits": {"WindowCenter": "١٢", "WindowWidth": "٤ x"},
    "window-function-unknown": {
        "WindowCenter": "2000",
        "WindowWidth": "4000",
        "VOILUTFunction": "MAGIC",
    },
    "slope-zero": {"RescaleSlope": "0", "RescaleIntercept": "0"},
    "slope-nan": {"RescaleSlope": "nan", "RescaleIntercept": "0"},
    "slope-infinite": {"RescaleSlope": "-inf", "RescaleIntercept": "0"},
    "slope-absurd": {"RescaleSlope": "1e200", "RescaleIntercept": "0"},
    "slope-of-text": {"RescaleSlope": "one", "RescaleIntercept": "0"},
    "intercept-infinite": {"RescaleSlope": "1", "RescaleIntercept": "inf"},
    "spacing-zero": {"PixelSpacing": "0\\0"},
    "spacing-negative": {"PixelSpacing": "-0.1\\0.1"},
    "spacing-nan": {"ImagerPixelSpacing": "nan\\nan"},
    "spacing-absurd": {"ImagerPixelSpacing": "1e9\\1e9"},
    "spacing-single": {"ImagerPixelSpacing": "0.1"},
    "spacing-of-text": {"PixelSpacing": "a\\b"},
    "sop-uid-missing": {"SOPInstanceUID": None},
    "study-uid-empty": {"StudyInstanceUID": ""},
    "series-uid-missing": {"SeriesInstanceUID": None},
    "class-uid-missing": {"SOPClassUID": None},
    "study-uid-path": {"StudyInstanceUID": "../../../tmp/x"},
    "study-uid-long": {"StudyInstanceUID": LONG_UID},
    "sop-uid-of-letters": {"SOPInstanceUID": "1.2.abc"},
    "sop-uid-two-values": {"SOPInstanceUID": "1.2.3\\1.2.4"},
    "patient-id-two-values": {"PatientID": "A\\B"},
    "sex-x": {"PatientSex": "X"},
    "sex-words": {"PatientSex": "FEMALE"},
    "age-999": {"PatientAge": "999Y"},
    "age-negative": {"PatientAge": "-01Y"},
    "age-of-text": {"PatientAge": "old"},
    "age-against-birth-date": {"PatientAge": "005Y"},
    "birth-date-impossible": {"PatientBirthDate": "19990231"},
    "birth-date-future": {"PatientBirthDate": "29990101"},
    "birth-date-after-study": {"PatientBirthDate": "20210101"},
    "birth-date-1700": {"PatientBirthDate": "17000101"},
    "study-date-impossible": {"StudyDate": "20201301"},
    "study-date-future": {"StudyDate": "30000101"},
    "study-date-before-roentgen": {"StudyDate": "18900101", "PatientBirthDate": None},
    "study-date-of-text": {"StudyDate": "yesterday"},
    "modality-missing": {"Modality": None},
    "class-contradicts-modality": {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.2"},
    "orientation-lateral": {"PatientOrientation": "A\\F"},
    "orientation-mirrored": {"PatientOrientation": "R\\F"},
    "orientation-upside-down": {"PatientOrientation": "L\\H"},
    "orientation-single": {"PatientOrientation": "L"},
    "orientation-twice": {"PatientOrientation": "L\\R"},
    "orientation-nonsense": {"PatientOrientation": "Q\\Z"},
    "laterality-nonsense": {"ImageLaterality": "Q"},
    "laterality-contradiction": {"ImageLaterality": "R", "Laterality": "L"},
    "view-lateral": {"ViewPosition": "LL"},
}
OPENED: dict[str, Changes] = {
    "photometric-lower-case-spaces": {"PhotometricInterpretation": "MONOCHROME2 "},
    "window-several": {"WindowCenter": "2000\\100", "WindowWidth": "4000\\50"},
    "window-exact": {"WindowCenter": "2047.5", "WindowWidth": "4096", "VOILUTFunction": "SIGMOID"},
    "slope-negative": {"RescaleSlope": "-1", "RescaleIntercept": "4095"},
    "age-days": {"PatientAge": "005D", "PatientBirthDate": "20200126"},
    "age-months": {"PatientAge": "600M", "PatientBirthDate": "19700126"},
    "anonymous": {"PatientName": "", "PatientID": "", "PatientBirthDate": "", "PatientSex": ""},
    "no-body-part": {"BodyPartExamined": None, "ViewPosition": None},
    "monochrome1": {"PhotometricInterpretation": "MONOCHROME1"},
    "orientation-usual": {"PatientOrientation": "L\\F"},
}


def cases() -> Iterator[Case]:
    for verdict, table in ((REFUSE, REFUSED), (WARNING, WARNED), (OPEN, OPENED)):
        for name, changes in table.items():
            yield Case("header", name, verdict, dicom(changes))
    for name, one, verdict in _doubles():
        yield Case("header", f"twice-{name}", verdict, _doubled(one))


def _doubles() -> Iterator[tuple[str, Element, Verdict]]:
    yield "patient-id", element("PatientID", "OTHER"), REFUSE
    yield "patient-name", element("PatientName", "Other^Person"), REFUSE
    yield "birth-date", element("PatientBirthDate", "19000101"), REFUSE
    yield "sop-uid", element("SOPInstanceUID", "1.2.3"), REFUSE
    yield "study-uid", element("StudyInstanceUID", "1.2.3"), REFUSE
    yield "rows", element("Rows", 95), REFUSE
    yield "photometric", element("PhotometricInterpretation", "MONOCHROME1"), REFUSE
    yield "patient-id-alike", element("PatientID", "H1"), WARNING
    yield "comment", element("PatientComments", "x"), WARNING
    yield "long-value", Element(0x00100020, "LO", b"x" * 60_000), REFUSE
    yield "empty-rows", Element(0x00280010, "US", pack("<H", 0)), REFUSE


def _doubled(one: Element) -> bytes:
    made = sound({"PatientComments": "first"})
    return part10(sorted([*made, one], key=lambda e: e.tag))
