"""Whether the models may be asked about a picture: they know frontal chest radiographs only."""

import re

from cxrviewer.reading.elements import Elements, items, text
from cxrviewer.reading.pixel_format import PixelFormat

RADIOGRAPH_MODALITIES = frozenset({"CR", "DX", "DR", "RG", "SC", "HC", "OT", ""})
LEAST_SIDE = 64
MOST_ELONGATED = 4.0

CHEST_WORDS = ("CHEST", "THORA", "TORAX", "LUNG", "RIB", "STERNUM", "BRUST", "PULMO")
OTHER_PART_NAMES = """
ABDOMEN ANKLE ARM BRAIN BREAST CALCANEUS CLAVICLE COCCYX CSPINE DENTAL ELBOW EXTREMITY EYE
FEMUR FIBULA FINGER FOOT FOREARM HAND HEAD HEEL HIP HUMERUS JAW KIDNEY KNEE LEG LIVER LSPINE
MANDIBLE MAXILLA NECK NOSE ORBIT PANORAMIC PATELLA PELVIS RADIUS SACRUM SHOULDER SINUS SKULL
SPINE SSPINE TEETH THUMB TIBIA TOE TOOTH TSPINE ULNA WRIST ZYGOMA
"""
OTHER_PARTS = frozenset(OTHER_PART_NAMES.split())
HUMAN_CODES = frozenset({"337915000", "L-85B00"})
HUMAN_WORDS = ("HUMAN", "HOMO SAPIENS")
LATERAL_POSITIONS = frozenset({"LL", "RL", "LLD", "RLD", "LAT", "LATERAL", "LLAT", "RLAT"})

ELSEWHERE_WARNING = (
    "The descriptions name another part of the body; the models know chest radiographs only."
)


def analysis_refusal(dataset: Elements, form: PixelFormat) -> str:
    """Return why the models are not asked about this object, or an empty text."""
    modality = text(dataset, "Modality").upper()
    if modality not in RADIOGRAPH_MODALITIES:
        return f"The modality is {modality}; the models know chest radiographs only."
    if is_animal(dataset):
        return "The patient is an animal; the models know human radiographs only."
    if any(names_other_part(name) for name in _body_parts(dataset)):
        return "The body part examined is not the chest; the models know chest radiographs only."
    return size_refusal(form.rows, form.columns)


def size_refusal(rows: int, columns: int) -> str:
    """Return why a picture of this size is not analysed, or an empty text."""
    short, long = sorted((rows, columns))
    if short < LEAST_SIDE:
        return f"The picture is smaller than {LEAST_SIDE} pixels; nothing can be read from it."
    if long > MOST_ELONGATED * short:
        return "The picture is too narrow to be a chest radiograph."
    return ""


def names_other_part(body_part: str) -> bool:
    """Say whether a Body Part Examined (0018,0015) clearly is not the chest."""
    name = body_part.upper()
    if any(word in name for word in CHEST_WORDS):
        return False
    words = re.findall(r"[A-Z]+", name)
    return any(word in OTHER_PARTS or word.removesuffix("S") in OTHER_PARTS for word in words)


def described_elsewhere(dataset: Elements) -> bool:
    """Say whether no body part is coded and the free texts name another than the chest."""
    if any(_body_parts(dataset)):
        return False
    keywords = ("SeriesDescription", "ProtocolName", "StudyDescription")
    return names_other_part(" ".join(text(dataset, keyword) for keyword in keywords))


def _body_parts(dataset: Elements) -> list[str]:
    regions = items(dataset, "AnatomicRegionSequence")
    return [text(dataset, "BodyPartExamined"), *(text(item, "CodeMeaning") for item in regions)]


def is_animal(dataset: Elements) -> bool:
    """Say whether the Patient module describes an animal, PS3.3 C.7.1.1."""
    if text(dataset, "ResponsiblePersonRole").upper() == "OWNER":
        return True
    if text(dataset, "PatientBreedDescription") or text(dataset, "PatientSexNeutered"):
        return True
    species = [text(dataset, "PatientSpeciesDescription")]
    for item in items(dataset, "PatientSpeciesCodeSequence"):
        if text(item, "CodeValue") not in HUMAN_CODES:
            species.append(text(item, "CodeMeaning"))
    named = [name.upper() for name in species if name]
    return any(not any(word in name for word in HUMAN_WORDS) for name in named)


def is_lateral(dataset: Elements) -> bool:
    """Say whether View Position or the view code names a lateral projection."""
    if text(dataset, "ViewPosition").upper() in LATERAL_POSITIONS:
        return True
    meanings = (text(item, "CodeMeaning") for item in items(dataset, "ViewCodeSequence"))
    return any("lateral" in meaning.lower() for meaning in meanings)
