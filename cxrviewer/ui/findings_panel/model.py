"""The findings as rows."""

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from cxrviewer.app.display_state import FindingKey
from cxrviewer.app.painting import PaintingState
from cxrviewer.domain.analysis import BundleStatus, Finding, OperatingPoint
from cxrviewer.ui.findings_panel.order import Order, ordered
from cxrviewer.ui.override import override
from cxrviewer.ui.plain_text import plain_tip
from cxrviewer.ui.spoken import spoken_label

FINDING_ROLE = int(Qt.ItemDataRole.UserRole) + 1
PAINTED_ROLE = FINDING_ROLE + 1
"""The score in the painted radiograph, or None."""

Index = QModelIndex | QPersistentModelIndex


class FindingsModel(QAbstractListModel):
    """One row per label, in the order that is chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._given: tuple[Finding, ...] = ()
        self._findings: tuple[Finding, ...] = ()
        self._order = Order.OVER_POINT
        self._painted = PaintingState()

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self._findings

    def show(self, findings: tuple[Finding, ...]) -> None:
        if findings != self._given:
            self._arrange(findings, self._order)

    def show_painted(self, state: PaintingState) -> None:
        """Tell the scores of the painted radiograph beside the others; rows stay in their order."""
        self._painted = state
        if self._findings:
            self.dataChanged.emit(self.index(0), self.index(len(self._findings) - 1))

    def sort_by(self, order: Order) -> None:
        if order is not self._order:
            self._arrange(self._given, order)

    def _arrange(self, findings: tuple[Finding, ...], order: Order) -> None:
        self.beginResetModel()
        self._given, self._order = findings, order
        self._findings = ordered(findings, order)
        self.endResetModel()

    def row_of(self, key: FindingKey | None) -> int:
        """Return the row of the finding, or -1."""
        for row, finding in enumerate(self._findings):
            if FindingKey.of(finding) == key:
                return row
        return -1

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self._findings)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        finding = self._findings[index.row()]
        if role == PAINTED_ROLE:
            return self._painted.score_of(finding)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(finding)
        made = _ROLES.get(role)
        return None if made is None else made(finding)

    def _spoken(self, finding: Finding) -> str:
        told, other = spoken_text(finding), self._painted.score_of(finding)
        if other is None:
            return told
        return f"{told}, {_tr('painted {0}').format(f'{other:.2f}')}"


def readable_label(finding: Finding) -> str:
    return spoken_label(finding.pathology)


def spoken_text(finding: Finding) -> str:
    score = _tr("score {0}").format(f"{finding.score:.2f}")
    parts = (
        readable_label(finding),
        score,
        position_text(finding),
        probability_text(finding),
        _quality_text(finding),
    )
    return ", ".join(part for part in parts if part)


def probability_text(finding: Finding) -> str:
    """Return the calibrated probability; nothing where the score is all there is."""
    if finding.probability is None:
        return ""
    return _tr("probability {0}").format(f"{finding.probability:.2f}")


def short_probability_text(finding: Finding) -> str:
    """Return the same for a row, which has little room."""
    if finding.probability is None:
        return ""
    return _tr("prob. {0}").format(f"{finding.probability:.2f}")


def position_text(finding: Finding) -> str:
    """Return where the score stands; never that something is absent."""
    if finding.above is None:
        return _tr("no operating point")
    if finding.local:
        above, below = _tr("above local operating point"), _tr("below local operating point")
        return above if finding.above else below
    return _tr("above operating point") if finding.above else _tr("below operating point")


def source_text(finding: Finding) -> str:
    demo = _tr(" · demo model") if finding.bundle.status is BundleStatus.DEMO else ""
    return f"{finding.bundle.name} {finding.bundle.version}{demo}"


def explanation(finding: Finding) -> str:
    """Return all that is known of a finding, line by line."""
    lines = [
        readable_label(finding),
        _tr("Score {0}").format(f"{finding.score:.3f}"),
        _probability_line(finding),
        *_point_lines(finding),
        _tr("Bundle {0}").format(f"{finding.bundle.name} {finding.bundle.version}"),
    ]
    if finding.bundle.status is BundleStatus.DEMO:
        lines.append(_tr("Demo: measured as a weak model, for trying the program out"))
    return "\n".join(line for line in lines if line)


def _probability_line(finding: Finding) -> str:
    if finding.probability is None:
        return _tr("Not calibrated: the score is no probability")
    return _tr("Calibrated probability {0}").format(f"{finding.probability:.3f}")


def _point_lines(finding: Finding) -> tuple[str, ...]:
    point = finding.operating_point
    if point is None:
        return (_tr("No operating point was chosen for this label"),)
    return (
        _tr("Operating point {0} ({1})").format(f"{point.threshold:.3f}", point.criterion),
        _tr("Sensitivity {0} %, specificity {1} %").format(*_percent(point)),
        ""
        if finding.local
        else _tr("measured on {0} positive validation patients").format(point.positives),
    )


def _quality_text(finding: Finding) -> str:
    """Return how often the operating point is right, or nothing where there is none."""
    point = finding.operating_point
    if point is None:
        return ""
    return _tr("sensitivity {0} %, specificity {1} %").format(*_percent(point))


def _percent(point: OperatingPoint) -> tuple[str, str]:
    return f"{point.sensitivity * 100:.0f}", f"{point.specificity * 100:.0f}"


_ROLES: dict[int, Callable[[Finding], object]] = {
    int(Qt.ItemDataRole.DisplayRole): readable_label,
    int(Qt.ItemDataRole.ToolTipRole): lambda finding: plain_tip(explanation(finding)),
    FINDING_ROLE: lambda finding: finding,
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("findings", text)
