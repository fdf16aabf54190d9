"""Everything written over the radiograph, and where it stands."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGraphicsScene

from cxrviewer.app.display_state import DisplayState, TextLevel
from cxrviewer.domain.analysis import Analysis, AttentionGrid, BundleStatus
from cxrviewer.domain.heatmap_style import HeatmapStyle
from cxrviewer.domain.radiograph import Note, Radiograph
from cxrviewer.domain.study import Instance
from cxrviewer.imaging.orientation import Edges, edge_letters
from cxrviewer.ui.spoken import spoken_label
from cxrviewer.ui.viewport.annotations import MARGIN, TEXT_PIXELS, Badges, ColourBar, CornerText
from cxrviewer.ui.viewport.edge_letters import EdgeLetters
from cxrviewer.ui.viewport.texts import (
    CursorValue,
    cursor_line,
    image_lines,
    patient_lines,
    study_lines,
)

LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
TOP, BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom

# A view of less width, in screen units, has its middle texts beyond those of the corners.
NARROW = 760.0
CORNER_HEIGHT = 4.5 * TEXT_PIXELS


class OverlayTexts:
    """Corner texts, badges, colour bar and the research-use line of one viewport."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self.patient = CornerText(LEFT | TOP, bold_first=True)
        self.study = CornerText(RIGHT | TOP)
        self.image = CornerText(LEFT | BOTTOM)
        self.cursor = CornerText(RIGHT | BOTTOM)
        self.statement = CornerText(Qt.AlignmentFlag.AlignHCenter | BOTTOM)
        self.badges = Badges()
        self.edges = EdgeLetters(scene)
        self.colour_bar = ColourBar()
        self._synthetic = False
        self._demo = self._doubted = False
        self._mirrored = False
        self._comparison = ""
        self._painted = False
        self._notes: tuple[Note, ...] = ()
        self._level = TextLevel.ALL
        self._instance: Instance | None = None
        self._width = 0.0
        self._corners = (self.patient, self.study, self.image, self.cursor, self.statement)
        for item in (*self._corners, self.badges, self.colour_bar):
            scene.addItem(item)

    def place(self, width: float, height: float) -> None:
        for corner in self._corners:
            corner.place(width, height)
        self._width = width
        self._place_badges()
        if width < NARROW:
            # Side by side there is no room between the corners.
            self.statement.moveBy(0, -CORNER_HEIGHT)
        self.edges.place(width, height)
        self.colour_bar.place(width, height)

    def show_instance(self, instance: Instance | None) -> None:
        self._instance = instance
        if instance is None:
            for corner in self._corners:
                corner.set_lines(())
            return
        self._show_identity()
        self.statement.set_lines((_tr("Research and education use only"),))
        self._synthetic = instance.synthetic
        self._show_badges()

    def clear_image(self, *, loading: bool) -> None:
        self.image.set_lines((_tr("Reading…"),) if loading else ())
        self.cursor.set_lines(())
        self.colour_bar.hide()
        self._demo = self._doubted = self._mirrored = False
        self._notes = ()
        self.edges.show(Edges())
        self._show_badges()

    def show_image(self, radiograph: Radiograph, display: DisplayState, zoom: float) -> None:
        self._set_level(display.texts)
        full = self._level is TextLevel.ALL
        self.image.set_lines(image_lines(radiograph, display, zoom) if full else ())
        self.edges.show(edge_letters(radiograph.edges, display.orientation))
        self._notes, self._mirrored = radiograph.notes, display.orientation.flipped
        self._show_badges()

    def show_cursor(self, cursor: CursorValue | None) -> None:
        line = cursor_line(cursor) if self._level is TextLevel.ALL else ""
        self.cursor.set_lines((line,) if line else ())

    def show_colour_bar(self, grid: AttentionGrid | None, style: HeatmapStyle) -> None:
        """Explain the colours of ``grid``, or none."""
        if grid is None:
            self.colour_bar.hide()
            return
        title: tuple[str, ...] = (
            _tr("Model attention"),
            f"{spoken_label(grid.pathology)} · {grid.bundle.name}",
            _tr("share of the logit"),
        )
        if float(grid.values.max()) < style.floor * grid.scale:
            title = (*title, _tr("here: all below the lowest colour"))
        self.colour_bar.set_scale(title, grid.scale, style)
        self.colour_bar.show()

    def show_bundles(self, analysis: Analysis | None) -> None:
        """Mark doubt about the input, and what comes from a bundle whose figures are weak."""
        bundles = [f.bundle for f in analysis.findings] if analysis is not None else []
        self._demo = any(bundle.status is BundleStatus.DEMO for bundle in bundles)
        self._doubted = analysis is not None and bool(analysis.doubts)
        self._show_badges()

    def _set_level(self, level: TextLevel) -> None:
        if level is not self._level:
            self._level = level
            self._show_identity()

    def show_comparison(self, words: str) -> None:
        """Say what part the picture has in a comparison; empty where it has none."""
        if words != self._comparison:
            self._comparison = words
            self._show_badges()

    def show_painted(self, *, on: bool) -> None:
        """Say whether the picture is painted; no level of texts hides that."""
        if on != self._painted:
            self._painted = on
            self._show_badges()

    def _show_identity(self) -> None:
        """Write whose picture it is; the level holds for the next one before it is read."""
        if self._instance is None:
            return
        patient, study = patient_lines(self._instance), study_lines(self._instance)
        if self._level is TextLevel.IDENTITY:
            patient, study = patient[:2], study[:1]
        elif self._level is TextLevel.NONE:
            patient = study = ()
        self.patient.set_lines(patient)
        self.study.set_lines(study)
        self._place_badges()

    def _show_badges(self) -> None:
        words = []
        if self._painted:
            words.append((_tr("PAINTED - NOT THE RADIOGRAPH"), "error"))
        if self._comparison:
            words.append((self._comparison, "warning"))
        if self._mirrored:
            words.append((_tr("MIRRORED"), "warning"))
        if self._synthetic:
            words.append((_tr("SYNTHETIC"), "accent"))
        if self._doubted:
            words.append((_tr("INPUT DOUBTED"), "warning"))
        if self._demo:
            words.append((_tr("DEMO MODEL"), "demo"))
        if Note.LOSSY in self._notes:
            words.append((_tr("LOSSY"), "warning"))
        if Note.BURNED_IN in self._notes:
            words.append((_tr("BURNED-IN TEXT"), "warning"))
        self.badges.set_words(words)
        self._place_badges()

    def _place_badges(self) -> None:
        """Put the badges between the upper corners, or below them where there is no room."""
        corner = max(item.boundingRect().width() for item in (self.patient, self.study))
        between = self._width - 2 * (corner + 2 * MARGIN)
        fits = self.badges.full_width <= between
        limit = between if fits else self._width - 2 * MARGIN
        self.badges.place(self._width, below=0.0 if fits else CORNER_HEIGHT, limit=limit)


def _tr(text: str) -> str:
    return QCoreApplication.translate("viewport", text)
