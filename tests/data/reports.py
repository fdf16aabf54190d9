"""Radiographs with findings, as a report gets them; the picture is the phantom's."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from cxrviewer.domain.analysis import (
    Analysis,
    AttentionGrid,
    BundleIdentity,
    BundleStatus,
    Finding,
    LungMask,
    OperatingPoint,
)
from cxrviewer.domain.geometry import Letterbox
from cxrviewer.domain.radiograph import PixelSpacing, Radiograph, SpacingOrigin
from cxrviewer.domain.study import FileKind, Instance, Patient, Series, Study
from cxrviewer.imaging.phantom import Phantom, ThoraxPhantom, project
from cxrviewer.imaging.voi import auto_window
from cxrviewer.report.content import BundleDescription, RadiographPage, ReportContent

CREATED = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
LUNGS = BundleIdentity("lungs", "1.0.0", "a" * 64, BundleStatus.RESEARCH)
NIH = BundleIdentity("nih14", "0.2.0", "b" * 64, BundleStatus.DEMO)
TB = BundleIdentity("tb", "0.1.0", "c" * 64, BundleStatus.RESEARCH)
PATIENT = Patient("SYNTHETIC-0001", "Synthetic, Phantom A", "19700214", "M")
NIH_SCORES = {
    "Infiltration": 0.412,
    "Effusion": 0.705,
    "Atelectasis": 0.331,
    "Nodule": 0.287,
    "Mass": 0.154,
    "Pneumothorax": 0.092,
    "Consolidation": 0.201,
    "Pleural_Thickening": 0.066,
    "Cardiomegaly": 0.118,
    "Emphysema": 0.031,
    "Edema": 0.042,
    "Fibrosis": 0.055,
    "Pneumonia": 0.163,
    "Hernia": 0.004,
}


def small_phantom(seed: int = 1) -> Phantom:
    return project(ThoraxPhantom(seed, rows=256, columns=224, spacing=1.6))


def instance_of(
    path: Path = Path("a.dcm"), *, patient: Patient = PATIENT, synthetic: bool = True
) -> Instance:
    study = Study(patient, "1.2.3", "1.2.3", "20250618", "093000", "Chest PA", "SYN1", "055Y")
    series = Series(study, "1.2.3.4", "1.2.3.4", "DX", "1", "Thorax")
    return Instance(
        path=path,
        kind=FileKind.DICOM,
        series=series,
        sop_uid="1.2.3.4.5",
        view_position="PA",
        body_part="CHEST",
        rows=256,
        columns=224,
        synthetic=synthetic,
    )


def phantom_radiograph(instance: Instance, phantom: Phantom | None = None) -> Radiograph:
    made = phantom or small_phantom()
    return Radiograph(
        instance=instance,
        indices=made.values,
        levels=np.arange(2**14, dtype=np.float64),
        padding=np.zeros(2**14, np.bool_),
        inverted=False,
        digest="0" * 64,
        spacing=PixelSpacing(0.2, 0.2, SpacingOrigin.DETECTOR),
    )


def findings() -> tuple[Finding, ...]:
    points = [
        OperatingPoint(0.1 + 0.035 * n, 0.71, 0.68, "Youden", 40) for n in range(len(NIH_SCORES))
    ]
    named = zip(NIH_SCORES.items(), points, strict=True)
    nih = tuple(Finding(name, score, None, point, NIH) for (name, score), point in named)
    tuberculosis = Finding(
        "Tuberculosis", 0.183, None, OperatingPoint(0.47, 0.86, 0.85, "Youden", 60), TB
    )
    return (*nih, tuberculosis)


def analysis_of(
    radiograph: Radiograph, mask: np.ndarray[tuple[int, int], np.dtype[np.bool_]]
) -> Analysis:
    across, down = np.meshgrid(np.arange(7), np.arange(7))
    bump = np.exp(-((across - 1.6) ** 2 + (down - 4.6) ** 2) / 2.2).astype(np.float32)
    box = Letterbox(radiograph.rows, radiograph.columns, 224, 224, 0, 14, 224, 196)
    return Analysis(
        key=radiograph.key,
        findings=findings(),
        attention=(AttentionGrid("Effusion", NIH, bump * 0.08, 0.09, box),),
        lung_mask=LungMask(LUNGS, mask),
        seconds=0.41,
        provider="ONNX Runtime, CPU",
    )


def page_of(instance: Instance | None = None, phantom: Phantom | None = None) -> RadiographPage:
    made = phantom or small_phantom()
    radiograph = phantom_radiograph(instance or instance_of(), made)
    analysis = analysis_of(radiograph, made.lung_mask)
    return RadiographPage(
        radiograph, auto_window(radiograph), analysis=analysis, chosen=analysis.findings[1]
    )


def bundle_descriptions() -> tuple[BundleDescription, ...]:
    return (
        BundleDescription(LUNGS, "Lung fields", "Adults, frontal; Dice 0.96 on validation."),
        BundleDescription(NIH, "Fourteen NIH labels", "Text-mined labels; weak for rare ones."),
        BundleDescription(TB, "Tuberculosis", "Two sources; never seen other lung disease."),
    )


def content_of(*pages: RadiographPage, impression: str = "", reader: str = "") -> ReportContent:
    return ReportContent(
        pages or (page_of(),), bundle_descriptions(), CREATED, impression=impression, reader=reader
    )
