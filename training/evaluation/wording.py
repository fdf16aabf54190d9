"""What figures are called on a page, and what they mean."""

from cxrviewer.bundle.manifest import Metric
from training.evaluation.page import Html, element, joined

NOTICE = (
    "Research and education only. Not a medical device; no decision about a patient may rest on it."
)
NAMES = {
    "auroc": "AUROC",
    "average_precision": "AUPRC",
    "sensitivity": "Sensitivity",
    "specificity": "Specificity",
    "precision": "Precision",
    "accuracy": "Accuracy",
    "balanced_accuracy": "Balanced accuracy",
    "f1": "F1",
    "brier": "Brier score",
    "ece": "Calibration error",
    "brier_of_score": "Brier score, bare score",
    "ece_of_score": "Calibration error, bare score",
    "class_accuracy": "Accuracy",
    "class_recall": "Recall",
    "class_precision": "Precision",
    "class_f1": "F1",
    "class_balanced_accuracy": "Balanced accuracy",
    "dice": "Dice, mean",
    "dice_p05": "Dice, 5th percentile",
    "iou": "IoU, mean",
    "hausdorff95": "Hausdorff-95, share of the diagonal",
    "pointing_game": "Pointing game",
    "pointing_game_by_chance": "A random point",
    "accuracy_of_majority": "Accuracy of the more frequent answer",
    "auroc_of_view_age_sex": "AUROC of view, age and sex alone",
    "auroc_above_metadata": "AUROC above view, age and sex",
    "auroc_of_lungs_alone": "AUROC with only the lungs left",
    "auroc_without_lungs": "AUROC with the lungs greyed out",
    "auroc_of_source_from_features": "AUROC of telling the source from the network's features",
    "auroc_of_source_from_thumbnail": "AUROC of telling the source from a thumbnail",
    "difference_from_teacher": "Mean difference from the teacher",
    "correlation_with_teacher": "Correlation with the teacher",
    "auroc_of_teacher_above": "AUROC of the teacher at or above its operating point",
    "dice_of_mean_mask": "Dice of the average mask",
}
LOW_IS_GOOD = ("brier", "ece", "hausdorff95")
NOT_MEASURED = "-"


def name_of(figure: str) -> str:
    """Return what a figure is called; an unknown one keeps its own name."""
    if figure.startswith("iobb_"):
        return f"IoBB ≥ {figure.removeprefix('iobb_')}"
    return NAMES.get(figure, figure)


def low_is_good(figure: str) -> bool:
    return figure.startswith(LOW_IS_GOOD)


def value_text(metric: Metric | None) -> str:
    return NOT_MEASURED if metric is None else f"{metric.value:.3f}"


def interval_text(metric: Metric) -> str:
    if metric.low is None or metric.high is None:
        return "no interval"
    return f"{metric.low:.3f} to {metric.high:.3f}"


def images_text(metric: Metric | None) -> str:
    return "" if metric is None else str(metric.images)


def positives_text(metric: Metric | None) -> str:
    return "" if metric is None or metric.positives is None else str(metric.positives)


def with_interval(metric: Metric | None) -> Html:
    """Return the figure with its interval in small print."""
    if metric is None:
        return Html(NOT_MEASURED)
    return joined((value_text(metric), " ", element("small", interval_text(metric))))


def bar(metric: Metric | None) -> Html:
    """Return the figure and its interval as a dot on a line from 0 to 1, one half marked."""
    if metric is None:
        return Html("")
    parts = [
        element("line", class_="axis", x1=0, x2=100, y1=6, y2=6),
        element("line", class_="half", x1=50, x2=50, y1=1, y2=11),
    ]
    if metric.low is not None and metric.high is not None:
        ends = {"x1": _place(metric.low), "x2": _place(metric.high)}
        parts.append(element("line", class_="interval", y1=6, y2=6, **ends))
    parts.append(element("circle", cx=_place(metric.value), cy=6, r=3.2))
    said = f"{value_text(metric)}, 95 % interval {interval_text(metric)}"
    return Html(
        element("svg", *parts, class_="bar", role="img", aria_label=said).markup.replace(
            "<svg ", '<svg viewBox="-4 0 108 12" ', 1
        )
    )


def _place(value: float) -> float:
    return round(100.0 * min(max(value, 0.0), 1.0), 1)
