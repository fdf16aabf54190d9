"""Several evaluations side by side on one page, such as all recipes of a family."""

import json
from collections.abc import Sequence
from pathlib import Path

from cxrviewer.bundle.manifest import Metric, Task
from training.evaluation.manifest_metrics import LUNGS
from training.evaluation.page import Content, Html, element, joined, page, section, table
from training.evaluation.record import Evaluation
from training.evaluation.sections import main_label
from training.evaluation.wording import NOTICE, bar, low_is_good, name_of, with_interval

SCORES = (
    "auroc",
    "average_precision",
    "class_accuracy",
    "class_balanced_accuracy",
    "class_f1",
    "sensitivity",
    "specificity",
    "balanced_accuracy",
    "accuracy",
    "f1",
    "ece",
    "ece_of_score",
)
BASELINES = ("accuracy_of_majority", "auroc_of_view_age_sex", "auroc_without_lungs")
MASKS = ("dice", "dice_p05", "iou", "hausdorff95")
OVER_CLASSES = "class_"
MARKED = "The best figures are marked where all were measured on the same radiographs."


def write_comparison(evaluations: Sequence[Evaluation], file: Path, *, title: str) -> None:
    """Write the page to ``file`` and its figures as JSON beside it, under the same name."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(render_comparison(evaluations, title=title), encoding="utf-8")
    rows = json.dumps(comparison_rows(evaluations), indent=1)
    file.with_suffix(".json").write_text(rows + "\n", encoding="utf-8")


def render_comparison(evaluations: Sequence[Evaluation], *, title: str) -> str:
    """Return the page; classifiers and segmenters stand apart."""
    parts: list[Content] = [
        element(
            "header",
            element("h1", title),
            element("p", f"{len(evaluations)} bundles. {MARKED}"),
            element("p", NOTICE, class_="soft"),
        ),
        warnings(evaluations),
    ]
    for task, said in ((Task.CLASSIFY, "Classifiers"), (Task.SEGMENT, "Segmenters")):
        family = [e for e in evaluations if e.subject.task is task]
        if family:
            parts += [figures(family, said), labels(family), beside(family)]
    parts.append(networks(evaluations))
    return page(title, *parts)


def warnings(evaluations: Sequence[Evaluation]) -> Html:
    """Say where figures must not be compared."""
    found = []
    if not same_radiographs(evaluations):
        found.append(
            "Not all were measured on the same radiographs: compare only within one data set."
        )
    found += [f"{title_of(e)}: {note}" for e in evaluations for note in e.notes]
    if not found:
        return Html("")
    return element("ul", *(element("li", one) for one in found), class_="notes")


def figures(family: Sequence[Evaluation], title: str) -> Html:
    """Return one row per bundle, best AUROC or Dice first, and one column per figure."""
    names = [n for n in (*SCORES, *MASKS) if any(main_figure(e, n) for e in family)]
    ranked = sorted(family, key=lambda e: -_value(main_figure(e, names[0])))
    alike = same_radiographs(family)
    best = {
        name: best_value([main_figure(e, name) for e in family], name) if alike else None
        for name in names
    }
    lines = []
    for one in ranked:
        cells = [_figure_cell(main_figure(one, name), best[name]) for name in names]
        first = main_figure(one, names[0])
        lines.append(
            element(
                "tr",
                element("th", title_of(one), scope="row"),
                element("td", one.subject.images),
                element("td", bar(first)),
                *cells,
            )
        )
    head = ["Bundle", "Radiographs", "0 to 1", *map(heading_of, names)]
    whole = element(
        "table",
        element("thead", element("tr", *(element("th", cell, scope="col") for cell in head))),
        element("tbody", *lines),
    )
    said = element("p", "Over all radiographs; with several labels, their mean.", class_="soft")
    return section(title, said, element("div", whole, class_="wide"))


def labels(family: Sequence[Evaluation]) -> Html:
    """Return AUROC label by label where a bundle has several."""
    names = list(dict.fromkeys(label for e in family for label in e.subject.labels))
    if len(names) < 2:
        return Html("")
    rows: list[list[Content]] = [
        [label, *(with_interval(e.find("auroc", label)) for e in family)] for label in names
    ]
    head = ["Label", *(title_of(e) for e in family)]
    return section("AUROC label by label", table(head, rows))


def beside(family: Sequence[Evaluation]) -> Html:
    """Return what can be had without each network."""
    names = [n for n in BASELINES if any(main_figure(e, n) for e in family)]
    if not names:
        return Html("")
    rows: list[list[Content]] = [
        [title_of(e), *(with_interval(main_figure(e, name)) for name in names)] for e in family
    ]
    return section("Beside them", table(["Bundle", *(name_of(n) for n in names)], rows))


def heading_of(name: str) -> str:
    """Return a figure's column: its name, and that it is the likeliest class's where it is."""
    return f"{name_of(name)}, likeliest class" if name.startswith(OVER_CLASSES) else name_of(name)


def networks(evaluations: Sequence[Evaluation]) -> Html:
    rows: list[list[Content]] = [
        [
            title_of(e),
            e.subject.architecture,
            f"{e.subject.parameters:,}",
            e.subject.started_from,
            f"{e.subject.dataset}, {e.subject.part}",
            e.subject.checksum[:12],
        ]
        for e in evaluations
    ]
    head = ["Bundle", "Network", "Parameters", "Started from", "Measured on", "sha-256"]
    return section("Networks", element("div", table(head, rows), class_="texts"))


def comparison_rows(evaluations: Sequence[Evaluation]) -> list[dict[str, object]]:
    """Return the main figures of each bundle, for programs."""
    found: list[dict[str, object]] = []
    for one in evaluations:
        metrics = {n: main_figure(one, n) for n in (*SCORES, *MASKS, *BASELINES)}
        found.append(
            {
                "bundle": one.subject.name,
                "version": one.subject.version,
                "checksum": one.subject.checksum,
                "samples_sha256": one.subject.samples_sha256,
                "figures": {
                    name: {"value": m.value, "low": m.low, "high": m.high}
                    for name, m in metrics.items()
                    if m is not None
                },
            }
        )
    return found


def main_figure(evaluation: Evaluation, name: str) -> Metric | None:
    """Return the figure over all labels, or of the only label."""
    if evaluation.subject.task is Task.SEGMENT:
        return evaluation.find(name, LUNGS)
    if name.startswith(OVER_CLASSES):
        return evaluation.find(name, "all")
    return evaluation.find(name, main_label(evaluation))


def same_radiographs(evaluations: Sequence[Evaluation]) -> bool:
    return len({e.subject.samples_sha256 for e in evaluations}) == 1


def best_value(metrics: Sequence[Metric | None], name: str) -> float | None:
    """Return the best value of several; None where there is no choice."""
    values = [metric.value for metric in metrics if metric is not None]
    if len(values) < 2:
        return None
    return min(values) if low_is_good(name) else max(values)


def title_of(evaluation: Evaluation) -> str:
    return f"{evaluation.subject.name} {evaluation.subject.version}"


def _figure_cell(metric: Metric | None, best: float | None) -> Html:
    content = joined((with_interval(metric),))
    if metric is not None and metric.value == best:
        return element("td", content, class_="best")
    return element("td", content)


def _value(metric: Metric | None) -> float:
    return float("-inf") if metric is None else metric.value
