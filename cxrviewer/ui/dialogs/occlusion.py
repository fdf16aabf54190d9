"""What becomes of each score when a corner or a marker is covered."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxrviewer.domain.analysis import Finding
from cxrviewer.domain.occlusion import Occlusion
from cxrviewer.ui.dialogs.frame import TextDialog, text_table
from cxrviewer.ui.plain_text import PlainLabel, signed
from cxrviewer.ui.spoken import spoken, spoken_label

NOTABLE = 0.1


class OcclusionDialog(TextDialog):
    """Says that it waits, then shows a table, the findings that moved most at its top."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, size=(980, 560))
        self.setWindowTitle(self.tr("Corners and markers covered"))
        self.state = PlainLabel(self.tr("Asking the models with each part covered…"))
        self.column.addWidget(self.state)
        self.place = QVBoxLayout()
        self.column.addLayout(self.place, 1)
        self.finish()

    def show_failure(self, sentence: str) -> None:
        self.state.setText(sentence)

    def show_occlusion(self, occlusion: Occlusion) -> None:
        """Put the table in its place."""
        moved = greatest_change(occlusion)
        told = self.tr(
            "No lung is covered here, so scores that rest on the lungs hardly move. "
            "Greatest change: {0}."
        ).format(signed(moved))
        alarm = self.tr(" A model leans on what is not lung: distrust that score.")
        self.state.setText(told + (alarm if abs(moved) >= NOTABLE else ""))
        headings = (
            self.tr("Finding"),
            self.tr("Model"),
            self.tr("Score"),
            *(spoken(part.region.name) for part in occlusion.covered),
        )
        table = text_table(headings, occlusion_rows(occlusion), self.tr("Changes of the scores"))
        self.place.addWidget(table)


def occlusion_rows(occlusion: Occlusion) -> list[tuple[str, ...]]:
    """Return a row per finding: name, model, score, and the change with each part covered."""
    ranked: list[tuple[float, tuple[str, ...]]] = []
    for number, finding in enumerate(occlusion.findings):
        changes = [part.scores[number] - finding.score for part in occlusion.covered]
        greatest = max((abs(change) for change in changes), default=0.0)
        ranked.append((greatest, (*_head(finding), *(signed(change) for change in changes))))
    return [row for _, row in sorted(ranked, key=lambda pair: -pair[0])]


def greatest_change(occlusion: Occlusion) -> float:
    """Return the change of a score that is furthest from nothing, with its sign."""
    changes = [
        score - finding.score
        for part in occlusion.covered
        for score, finding in zip(part.scores, occlusion.findings, strict=True)
    ]
    return max(changes, key=abs, default=0.0)


def _head(finding: Finding) -> tuple[str, str, str]:
    return spoken_label(finding.pathology), finding.bundle.name, f"{finding.score:.2f}"
