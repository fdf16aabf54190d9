"""The inventory of a data set as a picture. Importing this module imports matplotlib."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from cxrviewer.domain.errors import ExportError
from training.data.inventory import FIELDS, Entry, count_by

IMAGES_COLOUR, PATIENTS_COLOUR = "#1f5a7a", "#e0a458"
BAR = 0.4
INCHES_PER_ROW = 0.45


def plot_inventory(entries: Sequence[Entry], path: Path, *, title: str) -> None:
    """Draw radiographs and patients by source, by class, by view and by part into a PNG file."""
    rows = max(len(count_by(entries, (field,))) for field in FIELDS)
    figure = Figure(figsize=(12, 2 * (1.5 + INCHES_PER_ROW * rows)), layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(title)
    for axes, field in zip(figure.subplots(2, 2).flat, FIELDS, strict=True):
        draw_bars(axes, entries, field)
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    try:
        path.write_bytes(picture.getvalue())
    except OSError as error:
        raise ExportError(
            f"The plot cannot be written ({error.strerror}).",
            remedy="Choose another folder.",
            path=path,
        ) from error


def draw_bars(axes: Any, entries: Sequence[Entry], field: str) -> None:
    """Draw two bars per value of ``field``, radiographs above patients."""
    counts = count_by(entries, (field,))[::-1]
    places = range(len(counts))
    for what, colour, shift in (
        ("images", IMAGES_COLOUR, BAR / 2),
        ("patients", PATIENTS_COLOUR, -BAR / 2),
    ):
        sizes = [getattr(count, what) for count in counts]
        bars = axes.barh([p + shift for p in places], sizes, BAR, label=what, color=colour)
        axes.bar_label(bars, labels=[f"{size:,}" for size in sizes], padding=3, fontsize=8)
    axes.set_yticks(list(places), [count.values[0] for count in counts])
    axes.set_title(f"by {field}")
    axes.margins(x=0.18)
    axes.legend(loc="best")
