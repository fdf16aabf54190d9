"""A reader and an analyzer that tests hold in their hands, and what they speak of."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cxrviewer.app.analysis_state import Models
from cxrviewer.app.report_image import ReportImage
from cxrviewer.app.report_images import ReportImages
from cxrviewer.app.session import Session
from cxrviewer.domain.agreement import AgreedAttention, Agreement
from cxrviewer.domain.analysis import (
    Analysis,
    AttentionGrid,
    BundleIdentity,
    BundleStatus,
    Finding,
    LungMask,
    OperatingPoint,
)
from cxrviewer.domain.doubts import Doubt
from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.occlusion import Box, Covered, Occlusion, Region
from cxrviewer.domain.radiograph import Radiograph, RadiographKey, SenderVoi, Window
from cxrviewer.domain.repeatability import Repeatability, ScoreSpread
from cxrviewer.domain.study import (
    FileKind,
    Instance,
    Patient,
    RefusedFile,
    ScanEntry,
    Series,
    Study,
)
from cxrviewer.domain.tags import TagPage, TagRow
from cxrviewer.imaging.geometry import stretch
from cxrviewer.imaging.thumbnail import thumbnail
from cxrviewer.inference.progress import Cancelled, Progress
from cxrviewer.ui.workers.analysis_thread import Opened

TIMEOUT = 10.0
BUNDLE = BundleIdentity("nih14", "0.1.0", "a" * 64, BundleStatus.DEMO)
OTHER_BUNDLE = BundleIdentity("tb", "0.2.0", "b" * 64, BundleStatus.RESEARCH)
POINT = OperatingPoint(0.5, 0.91, 0.78, "Youden", 44)


def make_instance(name: str, *, patient: str = "", study: str = "", **more: object) -> Instance:
    """An instance whose patient is called as its identifier says."""
    key = study or f"study of {name}"
    person = Patient(patient, f"Name^{patient}" if patient else "")
    whole = Study(person, uid=key, key=key, date="20240131", description="Chest")
    series = Series(whole, uid=f"{key}.1", key=f"{key}.1", modality="DX")
    plain = Instance(
        Path(f"/there/{name}"), FileKind.DICOM, series, sop_uid=name, view_position="PA"
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def make_radiograph(
    instance: Instance,
    *,
    vois: tuple[SenderVoi, ...] = (Window(2000.0, 1000.0),),
    inverted: bool = False,
) -> Radiograph:
    """A ramp of 12 bits, 80 rows by 60 columns."""
    rows, columns = 80, 60
    ramp = np.linspace(0, 4095, rows * columns).reshape(rows, columns).astype(np.uint16)
    return Radiograph(
        instance=instance,
        indices=ramp,
        levels=np.arange(4096, dtype=np.float64),
        padding=np.zeros(4096, np.bool_),
        inverted=inverted,
        digest=f"digest of {instance.path.name}",
        vois=vois,
    )


def images_at_hand(session: Session) -> tuple[ReportImage, ...]:
    """Return what a report of the current study shows without another decode or analysis."""
    images = ReportImages(session)
    known = (images.at_hand(instance) for instance in images.of_study())
    return tuple(image for image in known if image is not None)


def make_finding(pathology: str, score: float, bundle: BundleIdentity = BUNDLE) -> Finding:
    return Finding(pathology, score, None, POINT, bundle)


def make_analysis(radiograph: Radiograph) -> Analysis:
    """Three findings of two bundles, one of them above its operating point."""
    rows, columns = radiograph.rows, radiograph.columns
    findings = (
        make_finding("Effusion", 0.81),
        make_finding("Tuberculosis", 0.34, OTHER_BUNDLE),
        make_finding("Pleural_Thickening", 0.12),
    )
    hot = np.zeros((4, 4), np.float32)
    hot[1, 2] = 2.0
    mask = np.zeros((rows, columns), np.bool_)
    mask[rows // 4 : rows // 2] = True
    box = stretch(rows, columns, height=64, width=64)
    return Analysis(
        key=radiograph.key,
        findings=findings,
        attention=tuple(AttentionGrid(f.pathology, f.bundle, hot, 2.0, box) for f in findings),
        lung_mask=LungMask(BUNDLE, mask),
        seconds=0.25,
    )


TAG_ROWS = (
    TagRow(0, "(0028,0010)", "Rows", "US", "80", "50 00", 2),
    TagRow(0, "(0054,0220)", "View Code Sequence", "SQ", "1 item", "", 0),
    TagRow(1, "", "Item 1", "", "", "", 0),
    TagRow(2, "(0008,0104)", "Code Meaning", "LO", "<b>caudal</b>\x07", "63", 6),
    TagRow(0, "(0099,1001)", "Private [ACME]", "LO", "hidden", "68", 6),
)


@dataclass
class HandReader:
    """Knows its entries beforehand; ``hold`` makes a load wait until it is let go."""

    entries: Sequence[ScanEntry] = ()
    radiographs: dict[Path, Radiograph] = field(default_factory=dict)
    held: dict[Path, threading.Event] = field(default_factory=dict)
    asked: list[tuple[Path, ...]] = field(default_factory=list)
    closed: bool = False
    warm: bool = False
    loads: list[Path] = field(default_factory=list)

    @classmethod
    def of(cls, *instances: Instance, refused: Sequence[RefusedFile] = ()) -> "HandReader":
        pixels = {instance.path: make_radiograph(instance) for instance in instances}
        return cls((*instances, *refused), pixels)

    def hold(self, instance: Instance) -> threading.Event:
        return self.held.setdefault(instance.path, threading.Event())

    def start(self) -> None:
        self.closed = False

    def warm_up(self) -> None:
        self.warm = True

    def close(self) -> None:
        self.closed = True
        for event in self.held.values():
            event.set()

    def tags(self, path: Path, *, offset: int = 0) -> TagPage:
        """Two pages: a sequence with an item on the first, a private element on the second."""
        if path not in self.radiographs:
            raise ReadingError("The header is damaged.", remedy="Ask for a fresh copy.", path=path)
        if offset:
            return TagPage(offset, (TAG_ROWS[-1],), more=False, capped=False)
        return TagPage(0, TAG_ROWS[:-1], more=True, capped=False)

    def scan(self, paths: Iterable[Path]) -> Iterator[ScanEntry]:
        self.asked.append(tuple(paths))
        yield from self.entries

    def load(
        self,
        path: Path,
        *,
        frame: int = 0,
        urgent: bool = False,
        abandoned: Callable[[], bool] | None = None,
    ) -> Radiograph:
        self.loads.append(path)
        if path in self.held:
            assert self.held[path].wait(TIMEOUT)
        if path not in self.radiographs:
            raise ReadingError("The pixels are cut off.", remedy="Ask for a fresh copy.", path=path)
        known = self.radiographs[path]
        return replace(known, frame=frame) if frame else known

    def thumbnail(self, path: Path) -> NDArray[np.uint8]:
        return thumbnail(self.load(path))


@dataclass
class HandAnalyzer:
    """Two steps; between them it waits while ``gate`` is closed."""

    gate: threading.Event = field(default_factory=threading.Event)
    began: threading.Event = field(default_factory=threading.Event)
    calls: list[Radiograph] = field(default_factory=list)
    agreements_asked: list[tuple[RadiographKey, BundleIdentity]] = field(default_factory=list)
    error: Exception | None = None
    closed: bool = False
    doubts: tuple[Doubt, ...] = ()

    def analyse(
        self,
        radiograph: Radiograph,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Analysis:
        tell = progress or (lambda _: None)
        assert cancelled is not None
        self.calls.append(radiograph)
        tell(Progress(0, 2, "Lung fields"))
        self.began.set()
        while not self.gate.wait(0.005):
            if cancelled():
                raise Cancelled
        tell(Progress(1, 2, "Findings"))
        if self.error is not None:
            raise self.error
        return replace(make_analysis(radiograph), doubts=self.doubts)

    def repeatability(
        self, radiograph: Radiograph, *, cancelled: Callable[[], bool] | None = None
    ) -> Repeatability:
        """Every score has a deviation of 0.01."""
        findings = make_analysis(radiograph).findings
        spreads = tuple(ScoreSpread(f.pathology, f.bundle, 0.01) for f in findings)
        return Repeatability(radiograph.key, spreads, 8, 0.5)

    def occlusion(
        self, radiograph: Radiograph, *, cancelled: Callable[[], bool] | None = None
    ) -> Occlusion:
        """The second finding leans on the first corner."""
        findings = make_analysis(radiograph).findings
        region = Region("top left corner", (Box(0, 0, 10, 10),))
        scores = tuple(f.score - 0.3 * (n == 1) for n, f in enumerate(findings))
        return Occlusion(radiograph.key, findings, (Covered(region, scores),))

    def agreement(
        self,
        radiograph: Radiograph,
        bundle: BundleIdentity,
        *,
        cancelled: Callable[[], bool] | None = None,
    ) -> Agreement:
        """Every view agrees on the upper half of what make_analysis looks at."""
        self.agreements_asked.append((radiograph.key, bundle))
        if self.error is not None:
            raise self.error
        values = np.zeros((80, 60), np.float32)
        values[20:30, 30:45] = 1.0
        findings = (f for f in make_analysis(radiograph).findings if f.bundle == bundle)
        agreed = tuple(AgreedAttention(f.pathology, values) for f in findings)
        return Agreement(radiograph.key, bundle, 9, agreed, 0.5)

    def close(self) -> None:
        self.closed = True

    def open(self) -> Opened:
        """An Opener of the analysis thread."""
        return Opened(self, Models((), "test device"))


def open_gate() -> HandAnalyzer:
    analyzer = HandAnalyzer()
    analyzer.gate.set()
    return analyzer
