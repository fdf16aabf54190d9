"""How much positives and negatives of each label add to the loss, before and after weighting."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.atomic import replacing
from training.data.balance import class_weights

BAR = 0.4
PIXELS_PER_INCH = 120
POSITIVE, NEGATIVE = "#c05a2e", "#3a6ea5"


@dataclass(frozen=True, slots=True, eq=False)
class Contributions:
    """Shares of a label's known radiographs, (labels,) each: plain, and times their weight.

    ``frequency`` is the share of positives, NaN for a label that nobody knows.
    """

    labels: tuple[str, ...]
    frequency: NDArray[np.float64]
    positive: NDArray[np.float64]
    negative: NDArray[np.float64]
    weighted_positive: NDArray[np.float64]
    weighted_negative: NDArray[np.float64]


def contributions(targets: NDArray[np.float32], labels: tuple[str, ...]) -> Contributions:
    """Return what each label's positives and negatives add; ``targets`` are (n, labels)."""
    known = (~np.isnan(targets)).sum(axis=0)
    positive, negative = (
        (targets == value).sum(axis=0) / np.maximum(known, 1) for value in (1.0, 0.0)
    )
    weights = class_weights(targets)
    return Contributions(
        labels=labels,
        frequency=np.where(known > 0, positive, np.nan),
        positive=positive,
        negative=negative,
        weighted_positive=positive * weights.positive,
        weighted_negative=negative * weights.negative,
    )


def contribution_table(found: Contributions) -> str:
    """Return the shares as lines of text."""
    lines = [f"{'label':24} {'frequency':>9}   {'plain + / -':>15}   {'weighted + / -':>15}"]
    lines += [
        f"{label:24} {found.frequency[n]:9.4f}   "
        f"{found.positive[n]:7.4f} {found.negative[n]:7.4f}   "
        f"{found.weighted_positive[n]:7.4f} {found.weighted_negative[n]:7.4f}"
        for n, label in enumerate(found.labels)
    ]
    return "\n".join(lines)


def plot_contributions(found: Contributions, path: Path, *, title: str) -> None:
    """Draw frequencies, and contributions before and after weighting, into a PNG file."""
    # Only a plot needs matplotlib, which takes a second to import.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    places = np.arange(len(found.labels))
    figure = Figure(figsize=(11, 1.6 + 0.35 * len(places)), layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(title)
    frequency, plain, weighted = figure.subplots(1, 3, sharey=True)
    frequency.barh(places, found.frequency, color=POSITIVE)
    frequency.set(title="Frequency", yticks=places, yticklabels=found.labels, xlabel="share")
    frequency.invert_yaxis()
    for axes, name, positive, negative in (
        (plain, "Before weighting", found.positive, found.negative),
        (weighted, "After weighting", found.weighted_positive, found.weighted_negative),
    ):
        axes.barh(places - BAR / 2, positive, BAR, color=POSITIVE, label="positives")
        axes.barh(places + BAR / 2, negative, BAR, color=NEGATIVE, label="negatives")
        axes.set(title=name, xlabel="share of the loss per label")
    weighted.legend()
    with replacing(path) as new:
        figure.savefig(new, dpi=PIXELS_PER_INCH, format="png")
