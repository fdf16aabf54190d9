"""One evaluation as a page that a person wants to read, and its plots as files."""

from pathlib import Path

from cxrviewer.bundle.manifest import Metric, Task
from training.evaluation.manifest_metrics import LUNGS, MACRO
from training.evaluation.metrics import DRAWS
from training.evaluation.page import Content, Html, element, joined, page, section, table
from training.evaluation.plots import plot_label
from training.evaluation.record import Evaluation
from training.evaluation.sections import (
    calibration,
    classes,
    controls,
    curves,
    groups,
    localisation,
    main_label,
    matrices,
    ranking,
    rates,
)
from training.evaluation.wording import (
    NOTICE,
    images_text,
    interval_text,
    name_of,
    positives_text,
    value_text,
    with_interval,
)

REPORT_FILE = "report.html"
PLOTS = "plots"
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


def notes(evaluation: Evaluation) -> Html:
    if not evaluation.notes:
        return Html("")
    return element("ul", *(element("li", note) for note in evaluation.notes), class_="notes")


def masks(evaluation: Evaluation) -> list[Html]:
    names = list(dict.fromkeys(m.group for m in evaluation.metrics))
    rows: list[list[Content]] = [
        [
            group.replace(":", ": "),
            images_text(evaluation.find(MASKS[0], LUNGS, group)),
            *(with_interval(evaluation.find(name, LUNGS, group)) for name in MASKS),
        ]
        for group in names
    ]
    head = ["Group", "Radiographs", *(name_of(name) for name in MASKS)]
    return [section("How well the masks fit", table(head, rows))]


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
        [m.name, m.label, m.group, value_text(m), interval_text(m), m.images, positives_text(m)]
        for m in (*evaluation.metrics, *evaluation.baselines)
    ]
    head = ["Figure", "Label", "Group", "Value", "95 % interval", "Radiographs", "With the label"]
    summary = element("summary", f"All {len(rows)} figures")
    return element("details", summary, table(head, rows))
