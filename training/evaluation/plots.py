"""Plots of curves as SVG. Importing this module imports matplotlib, without a window."""

import io

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from training.evaluation.record import Curves

INK, ACCENT, FAINT = "#1b1f24", "#0b62a8", "#9aa4ae"
DARK = """<style>
@media (prefers-color-scheme: dark) {
  [style*="stroke: #1b1f24"] { stroke: #e6e9ec !important; }
  [style*="fill: #1b1f24"] { fill: #e6e9ec !important; }
  [style*="stroke: #0b62a8"] { stroke: #6fb7f2 !important; }
  [style*="fill: #0b62a8"] { fill: #6fb7f2 !important; }
}
</style>"""
SETTINGS = {
    "svg.fonttype": "none",
    "svg.hashsalt": "cxrviewer",
    "font.family": "sans-serif",
    "font.size": 10,
    "text.color": INK,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.titlesize": 11,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
SIZE = (10.5, 3.5)
LARGEST_DOT = 90.0


def plot_label(curves: Curves) -> bytes:
    """Return ROC, precision-recall and calibration of one label beside each other, as SVG.

    The plot is transparent, and ink turns light where the reader's screen is dark.
    """
    with mpl.rc_context(SETTINGS):
        figure = Figure(figsize=SIZE, layout="constrained")
        left, middle, right = figure.subplots(1, 3)
        draw_roc(left, curves)
        draw_precision_recall(middle, curves)
        draw_calibration(right, curves)
        packed = io.BytesIO()
        figure.savefig(packed, format="svg", transparent=True, metadata={"Date": None})
    text = packed.getvalue().decode()
    return text.replace("<defs>", f"{DARK}<defs>", 1).encode()


def draw_roc(axes: Axes, curves: Curves) -> None:
    _square(axes, "ROC", x="1 - specificity", y="sensitivity")
    axes.plot([0, 1], [0, 1], color=FAINT, linewidth=1, linestyle="--")
    axes.plot(*zip(*curves.roc, strict=True), color=ACCENT, linewidth=1.8)
    if curves.operating_point is not None:
        axes.plot(*curves.operating_point, "o", color=INK, markersize=6)


def draw_precision_recall(axes: Axes, curves: Curves) -> None:
    """The faint line is the share of positives, which a network that knows nothing reaches."""
    _square(axes, "Precision and recall", x="recall", y="precision")
    axes.axhline(curves.positives / curves.images, color=FAINT, linewidth=1, linestyle="--")
    axes.plot(*zip(*curves.precision_recall, strict=True), color=ACCENT, linewidth=1.8)


def draw_calibration(axes: Axes, curves: Curves) -> None:
    """Dots are as large as their bins."""
    said = "probability" if curves.calibrated else "score (not calibrated)"
    _square(axes, "Calibration", x=said, y="share that is present")
    axes.plot([0, 1], [0, 1], color=FAINT, linewidth=1, linestyle="--")
    most = max(one.images for one in curves.bins)
    x, y = [one.said for one in curves.bins], [one.found for one in curves.bins]
    axes.plot(x, y, color=ACCENT, linewidth=1)
    axes.scatter(x, y, s=[LARGEST_DOT * one.images / most for one in curves.bins], color=ACCENT)


def _square(axes: Axes, title: str, *, x: str, y: str) -> None:
    axes.set(title=title, xlabel=x, ylabel=y, xlim=(-0.02, 1.02), ylim=(-0.02, 1.02))
    axes.set_aspect("equal")
    axes.grid(visible=True, color=FAINT, alpha=0.25, linewidth=0.6)
