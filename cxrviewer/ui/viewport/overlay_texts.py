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
from cxrviewer.ui.viewport.badges import Badges
from cxrviewer.ui.viewport.colour_bar import ColourBar
from cxrviewer.ui.viewport.corner_text import CornerText
from cxrviewer.ui.viewport.edge_letters import EdgeLetters
from cxrviewer.ui.viewport.text_layout import TextLayout, Texts
from cxrviewer.ui.viewport.texts import (
    CursorValue,
    cursor_line,
    image_lines,
    patient_lines,
    study_lines,
)

LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
TOP, BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom


class OverlayTexts:
    """Corner texts, badges, colour bar and the research-use line of one viewport."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self.patient = CornerText(LEFT | TOP, bold_first=True)
        self.study = CornerText(RIGHT | TOP)
        self.image = CornerText(LEFT | BOTTOM)
        self.cursor = CornerText(RIGHT | BOTTOM)
        self.statement = CornerText(Qt.AlignmentFlag.AlignHCenter | BOTTOM)
        self.badges = Badges()
        self.edges = EdgeLetters()
        self.colour_bar = ColourBar()
        self._texts = Texts(
            self.patient,
            self.study,
            self.image,
            self.cursor,
            self.statement,
            self.badges,
            self.edges,
            self.colour_bar,
        )
        self._layout = TextLayout(self._texts)
        self._synthetic = False
        self._demo = self._doubted = False
        self._mirrored = False
        self._comparison = ""
        self._painted = False
        self._notes: tuple[Note, ...] = ()
        self._level = TextLevel.ALL
        self._instance: Instance | None = None
        for item in self._texts.items:
            scene.addItem(item)

    def place(self, width: float, height: float) -> None:
        self._layout.resize(width, height)

    @property
    def floor(self) -> float:
        """Where the texts at the lower edge begin."""
        return self._layout.floor

    def follow_style(self) -> None:
        """Write in the size that texts have now."""
        self._layout.arrange()

    def show_instance(self, instance: Instance | None) -> None:
        self._instance = instance
        if instance is None:
            for corner in self._texts.corners:
                corner.set_lines(())
            return
        self._synthetic = instance.synthetic
        self.statement.set_lines((_tr("Research and education use only"),))
        self._write_identity()
        self._write_badges()
        self._layout.arrange()

    def clear_image(self, *, loading: bool) -> None:
        self.image.set_lines((_tr("Reading…"),) if loading else ())
        self.cursor.set_lines(())
        self.colour_bar.hide()
        self._demo = self._doubted = self._mirrored = False
        self._notes = ()
        self.edges.show(Edges())
        self._write_badges()
        self._layout.arrange()

    def show_image(self, radiograph: Radiograph, display: DisplayState, zoom: float) -> None:
        self._notes, self._mirrored = radiograph.notes, display.orientation.flipped
        lines = image_lines(radiograph, display, zoom) if display.texts is TextLevel.ALL else ()
        changed = [
            self._set_level(display.texts),
            self.image.set_lines(lines),
            self.edges.show(edge_letters(radiograph.edges, display.orientation)),
            self._write_badges(),
        ]
        if any(changed):
            self._layout.arrange()

    def show_cursor(self, cursor: CursorValue | None) -> None:
        line = cursor_line(cursor) if self._level is TextLevel.ALL else ""
        if self.cursor.set_lines((line,) if line else ()):
            self._layout.arrange()

    def show_colour_bar(self, grid: AttentionGrid | None, style: HeatmapStyle) -> None:
        """Explain the colours of ``grid``, or none."""
        shown = self.colour_bar.isVisible()
        if grid is None:
            self.colour_bar.hide()
            if shown:
                self._layout.arrange()
            return
        title: tuple[str, ...] = (
            _tr("Model attention"),
            f"{spoken_label(grid.pathology)} · {grid.bundle.name}",
            _tr("share of the logit"),
        )
        if float(grid.values.max()) < style.floor * grid.scale:
            title = (*title, _tr("here: all below the lowest colour"))
        changed = self.colour_bar.set_scale(title, grid.scale, style)
        self.colour_bar.show()
        if changed or not shown:
            self._layout.arrange()

    def show_bundles(self, analysis: Analysis | None) -> None:
        """Mark doubt about the input, and what comes from a bundle whose figures are weak."""
        bundles = [f.bundle for f in analysis.findings] if analysis is not None else []
        self._demo = any(bundle.status is BundleStatus.DEMO for bundle in bundles)
        self._doubted = analysis is not None and bool(analysis.doubts)
        self._show_badges()

    def _set_level(self, level: TextLevel) -> bool:
        before, self._level = self._level, level
        if level is not before:
            self._write_identity()
        return level is not before

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

    def _write_identity(self) -> None:
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

    def _show_badges(self) -> None:
        if self._write_badges():
            self._layout.arrange()

    def _write_badges(self) -> bool:
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
        return self.badges.set_words(words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("viewport", text)
