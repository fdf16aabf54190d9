"""The sections of a classifier's report; None where there is nothing to show."""

from training.evaluation.manifest_metrics import MACRO
from training.evaluation.page import Content, Html, element, picture, section, table
from training.evaluation.record import Confusion, Evaluation
from training.evaluation.shortcuts import ABOVE_METADATA, SOURCE
from training.evaluation.wording import (
    bar,
    images_text,
    name_of,
    positives_text,
    with_interval,
)

RATES = ("sensitivity", "specificity", "precision", "f1", "balanced_accuracy", "accuracy")
CHANCES = ("ece", "brier", "ece_of_score", "brier_of_score")
CLASS_COLUMNS = ("class_accuracy", "class_recall", "class_precision", "class_f1")


def main_label(evaluation: Evaluation) -> str:
    """Return the mean over labels, or the only label."""
    labels = evaluation.subject.labels
    return MACRO if len(labels) > 1 else labels[0]


def ranking(evaluation: Evaluation) -> Html:
    """AUROC and AUPRC per label, the means first."""
    labels = list(dict.fromkeys(m.label for m in evaluation.metrics if m.name == "auroc"))
    means = [label for label in labels if label not in evaluation.subject.labels]
    rows: list[list[Content]] = []
    for label in (*means, *(label for label in labels if label not in means)):
        area = evaluation.find("auroc", label)
        rows.append(
            [
                "Mean over labels" if label == MACRO else label,
                positives_text(area),
                bar(area),
                with_interval(area),
                with_interval(evaluation.find("average_precision", label)),
            ]
        )
    said = "How often a radiograph with the label scores above one without. One half is guessing."
    head = ["Label", "With the label", "0 to 1", "AUROC", "AUPRC"]
    return section("Telling with from without", element("p", said), table(head, rows))


def classes(evaluation: Evaluation) -> Html | None:
    """The table per class of a network that names one class of several."""
    if evaluation.find(CLASS_COLUMNS[0], "all") is None:
        return None
    rows: list[list[Content]] = [
        [
            "All" if label == "all" else label,
            *(with_interval(evaluation.find(name, label)) for name in CLASS_COLUMNS),
        ]
        for label in ("all", *evaluation.subject.labels)
    ]
    said = (
        "The answer is the class with the greatest score. A class's accuracy is against the rest; "
        "under All, accuracy is the share that is right, the others are means over classes."
    )
    head = ["Class", *(name_of(name) for name in CLASS_COLUMNS)]
    return section("Per class", element("p", said), table(head, rows))


def rates(evaluation: Evaluation) -> Html | None:
    labels = [x for x in evaluation.subject.labels if evaluation.find(RATES[0], x) is not None]
    if not labels:
        return None
    rows: list[list[Content]] = [
        [label, *(with_interval(evaluation.find(name, label)) for name in RATES)]
        for label in labels
    ]
    head = ["Label", *(name_of(name) for name in RATES)]
    return section("At the operating point", table(head, rows))


def matrices(evaluation: Evaluation) -> Html | None:
    if not evaluation.confusions:
        return None
    shown = element("div", *(matrix(one) for one in evaluation.confusions), class_="matrices")
    return section("Confusion", shown)


def matrix(confusion: Confusion) -> Html:
    """Return the counts; a cell is the darker, the larger its share of its row."""
    head = element("tr", *(element("th", c, scope="col") for c in ("", *confusion.columns)))
    lines = []
    for name, counts in zip(confusion.rows, confusion.counts, strict=True):
        total = max(1, sum(counts))
        cells = [
            element(
                "td",
                count,
                " ",
                element("small", f"{count / total:.0%}"),
                style=f"background: rgba(11, 98, 168, {0.45 * count / total:.2f})",
            )
            for count in counts
        ]
        lines.append(element("tr", element("th", name, scope="row"), *cells))
    caption = element("caption", f"{confusion.title}; rows are what is true")
    body = element("table", caption, element("thead", head), element("tbody", *lines),
                   class_="matrix")  # fmt: skip
    return element("div", body, class_="wide")


def controls(evaluation: Evaluation) -> Html | None:
    if not evaluation.baselines:
        return None
    label = main_label(evaluation)
    shown = [m for m in evaluation.baselines if m.label in (label, SOURCE)]
    rows: list[list[Content]] = [
        [
            name_of(m.name),
            m.group.replace(":", ": "),
            Html("") if m.name == ABOVE_METADATA else bar(m),
            with_interval(m),
        ]
        for m in shown
    ]
    said = (
        "What can be had without the network, or without the lungs. A network that is no better "
        "than view, age and sex, or that still answers with the lungs greyed out, has learned the "
        "data set's habits. Where sources can be told apart, figures within a source count."
    )
    head = ["Figure", "Group", "0 to 1", "Value"]
    return section("Baselines and shortcut controls", element("p", said), table(head, rows))


def groups(evaluation: Evaluation) -> Html | None:
    names = list(dict.fromkeys(m.group for m in evaluation.metrics))
    label = main_label(evaluation)
    if len(names) < 2:
        return None
    rows: list[list[Content]] = []
    for group in names:
        area = evaluation.find("auroc", label, group)
        others = [evaluation.find(name, label, group) for name in RATES[:2]]
        rows.append(
            [
                group.replace(":", ": "),
                images_text(area),
                bar(area),
                with_interval(area),
                *(with_interval(metric) for metric in others if label != MACRO),
            ]
        )
    head = ["Group", "Radiographs", "0 to 1", "AUROC"]
    head += [name_of(name) for name in RATES[:2]] if label != MACRO else []
    said = f"For {'the mean over labels' if label == MACRO else label}."
    return section("By source, view, sex and age", element("p", said), table(head, rows))


def calibration(evaluation: Evaluation) -> Html | None:
    labels = [x for x in evaluation.subject.labels if evaluation.find("ece_of_score", x)]
    if not labels:
        return None
    rows: list[list[Content]] = [
        [label, *(with_interval(evaluation.find(name, label)) for name in CHANCES)]
        for label in labels
    ]
    said = (
        "How far a probability of 30 % is from 30 of 100. Bins hold equal numbers. A label without "
        "probability is not calibrated, and its score must not be read as one."
    )
    head = ["Label", *(name_of(name) for name in CHANCES)]
    return section("Calibration", element("p", said), table(head, rows))


def localisation(evaluation: Evaluation) -> Html | None:
    names = [m.name for m in evaluation.metrics if m.name.startswith(("pointing", "iobb"))]
    columns = list(dict.fromkeys(names))
    if not columns:
        return None
    labels = list(dict.fromkeys(m.label for m in evaluation.metrics if m.name == columns[0]))
    rows: list[list[Content]] = [
        [
            "All boxes" if label == "all" else label,
            images_text(evaluation.find(columns[0], label)),
            *(with_interval(evaluation.find(name, label)) for name in columns),
        ]
        for label in labels
    ]
    said = (
        "Whether the greatest model attention lies in a box that a radiologist drew, and how much "
        "of the box around the attended region lies in it."
    )
    head = ["Label", "Heatmaps", *(name_of(name) for name in columns)]
    return section("Model attention against boxes", element("p", said), table(head, rows))


def curves(evaluation: Evaluation, plots: dict[str, bytes]) -> Html | None:
    if not plots:
        return None
    figures = [
        element(
            "figure",
            element("h3", one.label),
            element("figcaption", f"{one.positives} of {one.images} radiographs have it."),
            picture(
                plots[one.label],
                description=f"ROC, precision-recall and calibration curve of {one.label}",
            ),
        )
        for one in evaluation.curves
    ]
    return element("section", element("h2", "Curves"), *figures, class_="long")
