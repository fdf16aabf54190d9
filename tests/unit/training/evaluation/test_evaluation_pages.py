"""Report and comparison: complete in themselves, escaped, and true to the figures."""

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest

from cxrviewer.bundle.manifest import Metric, Task
from cxrviewer.domain.analysis import BundleStatus
from training.evaluation.comparison import SCORES, heading_of, render_comparison, write_comparison
from training.evaluation.page import element, joined, table
from training.evaluation.plots import plot_label
from training.evaluation.record import (
    Bin,
    Confusion,
    Curves,
    Evaluation,
    Subject,
    encode_evaluation,
    read_evaluation,
)
from training.evaluation.report import render_report, write_report
from training.evaluation.wording import bar, name_of

VOID = {"meta", "img", "line", "circle", "br", "path", "rect"}


class Balance(HTMLParser):
    """Finds tags that do not close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.sources += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def metric(name: str, value: float, label: str = "Mass", group: str = "all") -> Metric:
    return Metric(
        name=name,
        label=label,
        group=group,
        part="validation",
        value=value,
        low=value - 0.1,
        high=value + 0.1,
        images=50,
        positives=12,
    )


def evaluation(name: str = "one", *, area: float = 0.8, title: str = "Title") -> Evaluation:
    return Evaluation(
        format=1,
        subject=Subject(
            name=name,
            version="1.0.0",
            title=title,
            status=BundleStatus.DEMO,
            checksum="c" * 64,
            task=Task.CLASSIFY,
            labels=("Mass", "Edema"),
            started_from="random",
            architecture="tiny",
            parameters=1234,
            dataset="made",
            part="validation",
            samples_sha256="d" * 64,
            images=50,
            patients=40,
            created="2026-01-01",
        ),
        metrics=(
            metric("auroc", area),
            metric("auroc", area - 0.05, "Edema"),
            metric("auroc", area - 0.02, "macro"),
            metric("auroc", area - 0.03, "macro", "sex:M"),
            metric("sensitivity", 0.7),
            metric("specificity", 0.6),
            metric("ece_of_score", 0.123),
            metric("pointing_game", 0.45),
            metric("iobb_0.1", 0.55),
            metric("class_accuracy", 0.61, "all"),
        ),
        baselines=(metric("auroc_without_lungs", 0.512, "macro"),),
        curves=(
            Curves(
                label="Mass",
                positives=12,
                images=50,
                roc=((0.0, 0.0), (0.2, 0.7), (1.0, 1.0)),
                precision_recall=((0.1, 1.0), (1.0, 0.24)),
                operating_point=(0.2, 0.7),
                calibrated=False,
                bins=(Bin(said=0.2, found=0.3, images=25), Bin(said=0.7, found=0.6, images=25)),
            ),
        ),
        confusions=(
            Confusion(
                title="Mass at 0.5",
                rows=("present", "absent"),
                columns=("at or above", "below"),
                counts=((9, 3), (10, 28)),
            ),
        ),
        notes=("Mind <this> & that.",),
    )


def rendered(title: str = "Title") -> str:
    made = evaluation(title=title)
    return render_report(made, {"Mass": plot_label(made.curves[0])})


def test_that_a_report_loads_nothing_and_runs_nothing() -> None:
    parser = Balance()
    parser.feed(rendered())
    assert parser.open == []
    assert parser.sources
    assert all(source.startswith("data:") for source in parser.sources)
    assert "<script" not in rendered()
    assert not re.search(r"url\(|@import", rendered())


def test_that_values_are_escaped() -> None:
    text = rendered(title='<script>alert("x")</script>')
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "Mind &lt;this&gt; &amp; that." in text


def test_that_an_attribute_cannot_be_left() -> None:
    assert element("td", "x", title='"><b>').markup == '<td title="&quot;&gt;&lt;b&gt;">x</td>'
    assert joined(("<", element("b", "&"))).markup == "&lt;<b>&amp;</b>"


def test_that_every_figure_stands_in_the_report() -> None:
    text, made = rendered(), evaluation()
    for one in (*made.metrics, *made.baselines):
        assert f"{one.value:.3f}" in text
        assert name_of(one.name) in text or one.name in text
    for section in (
        "Telling with from without",
        "Per class",
        "At the operating point",
        "Confusion",
        "Baselines and shortcut controls",
        "By source, view, sex and age",
        "Model attention against boxes",
        "Curves",
    ):
        assert f"<h2>{section}</h2>" in text


def test_that_light_and_dark_and_paper_are_provided_for() -> None:
    text = rendered()
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text


def test_that_a_plot_is_svg_the_same_each_time_and_turns_light_in_the_dark() -> None:
    curves = evaluation().curves[0]
    first, second = plot_label(curves), plot_label(curves)
    assert first == second
    assert ET.fromstring(first).tag.endswith("svg")
    assert b"prefers-color-scheme: dark" in first
    assert b"not calibrated" in first


def test_that_a_bar_stays_inside_its_frame() -> None:
    markup = bar(metric("auroc", 0.97)).markup
    places = [float(value) for value in re.findall(r'(?:cx|x1|x2)="([-\d.]+)"', markup)]
    assert places
    assert min(places) >= 0.0
    assert max(places) == 100.0


def test_that_a_report_writes_its_plots_too(tmp_path: Path) -> None:
    write_report(evaluation(), tmp_path)
    assert (tmp_path / "report.html").is_file()
    assert (tmp_path / "plots" / "mass.svg").read_bytes().startswith(b"<?xml")


def test_that_a_record_reads_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "evaluation.json").write_bytes(encode_evaluation(evaluation()))
    assert read_evaluation(tmp_path) == evaluation()


def test_that_the_best_of_the_same_radiographs_is_marked() -> None:
    text = render_comparison([evaluation("one"), evaluation("two", area=0.9)], title="Both")
    assert len(re.findall('class="best">0.880', text)) == 1
    assert "Not all were measured" not in text
    assert text.index('row">two 1.0.0') < text.index('row">one 1.0.0')


def test_that_nothing_is_best_where_radiographs_differ() -> None:
    made = evaluation("two", area=0.9)
    other = msgspec.structs.replace(
        made, subject=msgspec.structs.replace(made.subject, samples_sha256="e" * 64)
    )
    text = render_comparison([evaluation("one"), other], title="Both")
    assert 'class="best"' not in text
    assert "Not all were measured on the same radiographs" in text


def test_that_a_comparison_is_balanced_and_has_its_figures_as_json(tmp_path: Path) -> None:
    write_comparison([evaluation("one"), evaluation("two")], tmp_path / "c.html", title="Both")
    parser = Balance()
    parser.feed((tmp_path / "c.html").read_text())
    assert parser.open == []
    rows = msgspec.json.decode((tmp_path / "c.json").read_bytes())
    assert [row["bundle"] for row in rows] == ["one", "two"]
    assert rows[0]["figures"]["auroc"]["value"] == pytest.approx(0.78)


def test_that_no_two_columns_of_a_comparison_have_one_name() -> None:
    headings = [heading_of(name) for name in SCORES]
    assert len(set(headings)) == len(headings)


def test_that_a_table_heads_rows_and_columns() -> None:
    markup = table(["a", "b"], [["x", 1]]).markup
    assert '<th scope="row">x</th><td>1</td>' in markup
