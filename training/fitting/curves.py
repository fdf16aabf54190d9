"""The learning curve in a run folder: as JSON, as a table, and as a picture."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from training.atomic import write_whole

HISTORY_FILE = "history.json"
TABLE_FILE = "curves.csv"
PLOT_FILE = "curves.png"
LOSSES = {"loss": ("training", "#1f5a7a"), "val_loss": ("validation", "#e0a458")}
STYLES = {"": ":", "val_": "o-"}
NO_SHARES = frozenset({"loss", "learning_rate", "seconds"})

History = Sequence[dict[str, Any]]


def write_curves(run: Path, history: History) -> None:
    """Write what each epoch came to, one record per epoch of all phases."""
    curve = msgspec.json.format(msgspec.json.encode(history), indent=1)
    write_whole(run / HISTORY_FILE, curve)
    write_whole(run / TABLE_FILE, curves_table(history).encode())


def curves_table(history: History) -> str:
    """Return a row per epoch as CSV text; a figure that an epoch did not measure is empty."""
    names = list(dict.fromkeys(name for record in history for name in record))
    text = io.StringIO()
    writer = csv.DictWriter(text, ["epoch", *names], lineterminator="\n")
    writer.writeheader()
    writer.writerows({"epoch": n, **record} for n, record in enumerate(history, start=1))
    return text.getvalue()


def plot_curves(run: Path, history: History, *, title: str) -> None:
    """Draw losses, the other figures and the learning rate over the epochs into a PNG file."""
    # A fit waits for matplotlib only once it is over.
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(9, 9), layout="constrained")
    losses, shares, rate = figure.subplots(3, 1, sharex=True, height_ratios=(3, 3, 1))
    for name, (label, colour) in LOSSES.items():
        losses.plot(*_series(history, name), label=label, color=colour, marker="o", markersize=3)
    losses.set(title=title, ylabel="loss")
    losses.legend()
    for number, name in enumerate(_shares(history)):
        for prefix, style in STYLES.items():
            series = _series(history, prefix + name)
            label = f"{name}, {LOSSES[prefix + 'loss'][0]}"
            shares.plot(*series, style, label=label, color=f"C{number}", markersize=3)
    shares.set(ylabel="share", ylim=(0.0, 1.02))
    if shares.lines:
        shares.legend()
    rate.plot(*_series(history, "learning_rate"), color=LOSSES["loss"][1])
    rate.set(xlabel="epoch", ylabel="learning rate")
    rate.xaxis.get_major_locator().set_params(integer=True)
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    write_whole(run / PLOT_FILE, picture.getvalue())


def _shares(history: History) -> list[str]:
    names = dict.fromkeys(name.removeprefix("val_") for record in history for name in record)
    return [name for name in names if name not in NO_SHARES]


def _series(history: History, name: str) -> tuple[list[int], list[float]]:
    found = [(n, record[name]) for n, record in enumerate(history, start=1) if name in record]
    return [n for n, _ in found], [value for _, value in found]
