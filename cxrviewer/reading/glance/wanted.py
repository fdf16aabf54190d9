"""Which elements a glance looks at, and which verdicts depend on them."""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import NamedTuple

from pydicom.datadict import dictionary_VR, tag_for_keyword

from cxrviewer.reading.glance.plain_set import Known
from cxrviewer.reading.instance import SCAN_KEYWORDS

OWN_UID = "SOPInstanceUID"
WHOSE_KEYWORDS = """
StudyInstanceUID SeriesInstanceUID SeriesNumber StudyDate StudyTime AccessionNumber PatientName
PatientID IssuerOfPatientID PatientBirthDate PatientSex PatientAge
""".split()
GREY_KEYWORDS = """
WindowCenter WindowWidth WindowCenterWidthExplanation VOILUTFunction PixelSpacing ImagerPixelSpacing
NominalScannedPixelSpacing PixelSpacingCalibrationType
""".split()
RESCALE_KEYWORDS = ("RescaleSlope", "RescaleIntercept")
SHARED_KEYWORDS = """
SpecificCharacterSet SOPClassUID Modality StudyDescription SeriesDescription
""".split()
TRANSFER_SYNTAX, MEDIA_UID = "TransferSyntaxUID", "MediaStorageSOPInstanceUID"
ITEM_KEYWORDS = ("CodeValue", "CodeMeaning")


class Group(IntEnum):
    """What an element says: whose picture it is, what it is, both, or which of all pictures.

    GREY are those of a picture that differ from one exposure to the next.
    """

    WHOSE = 0
    PICTURE = 1
    SHARED = 2
    OWN = 3
    GREY = 4


class Wanted(NamedTuple):
    """``vr`` is how the dictionary has it: what is written otherwise is odd."""

    keyword: str
    vr: bytes
    group: Group


def _tag(keyword: str) -> int:
    tag = tag_for_keyword(keyword)
    if tag is None:
        raise KeyError(keyword)
    return tag


def _vrs(keywords: Iterable[str]) -> Mapping[str, str]:
    return {keyword: dictionary_VR(_tag(keyword)) for keyword in keywords}


def _group_of(keyword: str) -> Group:
    if keyword == OWN_UID:
        return Group.OWN
    if keyword in SHARED_KEYWORDS:
        return Group.SHARED
    if keyword in GREY_KEYWORDS:
        return Group.GREY
    return Group.WHOSE if keyword in WHOSE_KEYWORDS else Group.PICTURE


def _wanted(keywords: Iterable[str]) -> Mapping[int, Wanted]:
    return {
        _tag(keyword): Wanted(keyword, vr.encode(), _group_of(keyword))
        for keyword, vr in _vrs(keywords).items()
    }


WANTED = _wanted(SCAN_KEYWORDS.split())
WANTED_IN_ITEMS = _wanted(ITEM_KEYWORDS)
WANTED_OF_META = _wanted((TRANSFER_SYNTAX, MEDIA_UID))
# What a verdict of each kind may depend on.
WHOSE = Known(_vrs((*WHOSE_KEYWORDS, *SHARED_KEYWORDS, OWN_UID)))
GREY = Known(_vrs((*GREY_KEYWORDS, *RESCALE_KEYWORDS)))
OTHERS = (*WHOSE_KEYWORDS, *GREY_KEYWORDS, OWN_UID)
PICTURE = Known(_vrs(keyword for keyword in SCAN_KEYWORDS.split() if keyword not in OTHERS))
IN_ITEMS = Known(_vrs(ITEM_KEYWORDS))
