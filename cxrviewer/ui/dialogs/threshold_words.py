"""What the threshold lab says of a label, of its figures, and of a point in use."""

from PySide6.QtCore import QCoreApplication

from cxrviewer.app.display_state import FindingKey
from cxrviewer.app.local_points import LocalPoint
from cxrviewer.app.threshold_lab import Gathered
from cxrviewer.domain.roc import ENOUGH, Interval, Rates, Roc


def basis_text(found: Gathered, roc: Roc | None) -> str:
    """Say what the curve rests on, and the area below it."""
    said = [_tr("{0} radiographs with it, {1} without").format(found.positives, found.negatives)]
    if found.unanalysed:
        more = _tr("{0} more have no score to be seen yet: Studies, Analyse all listed.")
        said.append(more.format(found.unanalysed))
    if found.doubted:
        said.append(_tr("{0} left out by the input check").format(found.doubted))
    if roc is not None:
        said.append(_tr("Area under the curve {0}").format(_plain(roc.area)))
    return "\n".join(said)


def refusal_text(found: Gathered | None) -> str:
    """Say why there is no curve, or no point to be chosen on it; empty where there is."""
    if found is None:
        return _tr("Nothing is analysed yet. Open a folder, and analyse all listed.")
    if found.cases is None:
        return _tr("There must be radiographs with the finding and without it.")
    if not found.cases.enough:
        return _tr(
            "Too few to choose an operating point: {0} with it and {0} without are needed. "
            "The rate of few is chance."
        ).format(ENOUGH)
    return ""


def answer_text(rates: Rates, threshold: float, prevalence: float) -> str:
    """Say what the threshold does where ``prevalence`` % have it."""
    values = (
        _tr("Threshold {0}").format(f"{threshold:.3f}"),
        _tr("Sensitivity {0}").format(_percent(rates.sensitivity)),
        _tr("Specificity {0}").format(_percent(rates.specificity)),
        _tr("Of those above, {0} have it (PPV)").format(_share(rates.ppv)),
        _tr("Of those below, {0} do not have it (NPV)").format(_share(rates.npv)),
        _tr("where {0} % have it").format(f"{prevalence:g}"),
    )
    return "\n".join(values)


def current_text(key: FindingKey | None, point: LocalPoint | None) -> str:
    """Say which operating point is in use for ``key``."""
    if key is None or point is None:
        return _tr("There is no local operating point.")
    if point.bundle.checksum != key.bundle.checksum:
        return _tr("A local operating point was chosen for another version: it is not used.")
    return _tr("Local operating point {0} is in use ({1} with, {2} without).").format(
        f"{point.threshold:.3f}", point.positives, point.negatives
    )


def _plain(one: Interval) -> str:
    return f"{one.value:.2f} ({one.low:.2f} - {one.high:.2f})"


def _percent(one: Interval) -> str:
    return f"{one.value:.0%} ({one.low:.0%} - {one.high:.0%})"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("ThresholdLab", text)
