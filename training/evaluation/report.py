"""One evaluation as a page that a person wants to read, and its plots as files."""

from pathlib import Path

from cxrviewer.bundle.manifest import Metric, Task
from training.card import NOTICE
from training.evaluate import LUNGS, MACRO
from training.evaluation.page import Content, Html, element, joined, page, picture, section, table
from training.evaluation.plots import plot_label
from training.evaluation.record import Confusion, Evaluation
from training.evaluation.shortcuts import ABOVE_METADATA, SOURCE
from training.evaluation.wording import bar, interval_text, name_of, value_text, with_interval
from training.metrics import DRAWS

REPORT_FILE = "report.html"
PLOTS = "plots"
RATES = ("sensitivity", "specificity", "precision", "f1", "balanced_accuracy", "accuracy")
CHANCES = ("ece", "brier", "ece_of_score", "brier_of_score")
CLASS_COLUMNS = ("class_accuracy", "class_recall", "class_precision", "class_f1")
MASKS = ("dice", "dice_p05", "iou", "hausdorff95")


def write_report(evaluation: Evaluation, folder: Path) -> None:
    """Write ``folder``/report.html, complete in itself, and each label's plots as SVG."""
    plots = {curves.label: plot_label(curves) for curves in evaluation.curves}
    (folder / PLOTS).mkdir(parents=True, exist_ok=True)
    for label, svg in plots.items():
        (folder / PLOTS / f"{file_name(label)}.svg").write_bytes(svg)
    (folder / REPORT_FILE).write_text(render_report(evaluation, plots), encoding="utf-8")


def file_name(label: str) -> str:
    """Return ``label`` with nothing in it that a file name cannot hold."""
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in label).lower()


def render_report(evaluation: Evaluation, plots: dict[str, bytes]) -> str:
    """Return the page; ``plots`` maps labels to SVG."""
    subject = evaluation.subject
    parts = [
        header(evaluation),
        cards(evaluation),
        notes(evaluation),
        *(masks(evaluation) if subject.task is Task.SEGMENT else scores(evaluation, plots)),
        how_measured(evaluation),
        everything(evaluation),
    ]
    return page(f"{subject.title} - {subject.name} {subject.version}", *parts)


def scores(evaluation: Evaluation, plots: dict[str, bytes]) -> list[Html]:
    """Return the sections of a classifier that have something to show."""
    found = [
        ranking(evaluation),
        classes(evaluation),
        rates(evaluation),
        matrices(evaluation),
        controls(evaluation),
        groups(evaluation),
        calibration(evaluation),
        localisation(evaluation),
        curves(evaluation, plots),
    ]
    return [one for one in found if one is not None]


def header(evaluation: Evaluation) -> Html:
    subject = evaluation.subject
    return element(
        "header",
        element(
            "h1",
            subject.title,
            " ",
            element("span", subject.status.value, class_=f"badge {subject.status.value}"),
        ),
        element(
            "p",
            f"{subject.name} {subject.version}, measured on {subject.images} radiographs of "
            f"{subject.patients} patients: {subject.dataset}, {subject.part}.",
        ),
        element("p", NOTICE, class_="soft"),
    )


def cards(evaluation: Evaluation) -> Html:
    """Return the few figures that a reader looks for first."""
    label = main_label(evaluation)
    wanted = (
        [(name, LUNGS) for name in MASKS]
        if evaluation.subject.task is Task.SEGMENT
        else [
            ("auroc", label),
            ("class_balanced_accuracy", "all"),
            ("auroc_of_view_age_sex", label),
            ("auroc_above_metadata", label),
            ("auroc_without_lungs", label),
            ("sensitivity", label),
            ("specificity", label),
            ("ece", label),
        ]
    )
    found = [evaluation.find(name, about) for name, about in wanted]
    return element("div", *(card(metric) for metric in found if metric), class_="cards")


def card(metric: Metric) -> Html:
    said = f"{name_of(metric.name)}{', mean over labels' if metric.label == MACRO else ''}"
    return element(
        "div",
        element("span", said),
        element("strong", value_text(metric)),
        element("span", interval_text(metric)),
        class_="card",
    )


def main_label(evaluation: Evaluation) -> str:
    """Return the mean over labels, or the only label."""
    labels = evaluation.subject.labels
    return MACRO if len(labels) > 1 else labels[0]


def notes(evaluation: Evaluation) -> Html:
    if not evaluation.notes:
        return Html("")
    return element("ul", *(element("li", note) for note in evaluation.notes), class_="notes")


def masks(evaluation: Evaluation) -> list[Html]:
    names = list(dict.fromkeys(m.group for m in evaluation.metrics))
    rows: list[list[Content]] = [
        [
            group.replace(":", ": "),
            _images(evaluation, MASKS[0], LUNGS, group),
            *(with_interval(evaluation.find(name, LUNGS, group)) for name in MASKS),
        ]
        for group in names
    ]
    head = ["Group", "Radiographs", *(name_of(name) for name in MASKS)]
    return [section("How well the masks fit", table(head, rows))]


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
                _count(area),
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
                _count(area, images=True),
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
            _images(evaluation, columns[0], label),
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


def how_measured(evaluation: Evaluation) -> Html:
    subject = evaluation.subject
    facts = {
        "Network": f"{subject.architecture}, {subject.parameters:,} parameters",
        "Started from": subject.started_from,
        "Bundle": f"sha-256 {subject.checksum}",
        "Radiographs": f"sha-256 {subject.samples_sha256}",
        "Measured": subject.created,
    }
    pairs = [joined((element("dt", k), element("dd", v))) for k, v in facts.items()]
    said = (
        "Each radiograph was asked through the viewer's own path. Intervals hold 95 % of "
        f"{DRAWS:,} bootstrap draws of whole patients. Operating points and calibration were "
        "chosen on validation patients; measured on the same ones, they flatter."
    )
    return section("How it was measured", element("p", said), element("dl", *pairs))


def everything(evaluation: Evaluation) -> Html:
    """Return all figures, folded away."""
    rows: list[list[Content]] = [
        [m.name, m.label, m.group, value_text(m), interval_text(m), m.images, _count(m)]
        for m in (*evaluation.metrics, *evaluation.baselines)
    ]
    head = ["Figure", "Label", "Group", "Value", "95 % interval", "Radiographs", "With the label"]
    summary = element("summary", f"All {len(rows)} figures")
    return element("details", summary, table(head, rows))


def _count(metric: Metric | None, *, images: bool = False) -> str:
    if metric is None:
        return ""
    if images:
        return str(metric.images)
    return "" if metric.positives is None else str(metric.positives)


def _images(evaluation: Evaluation, name: str, label: str, group: str = "all") -> str:
    return _count(evaluation.find(name, label, group), images=True)
