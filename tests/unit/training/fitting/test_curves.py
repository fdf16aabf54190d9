"""The learning curve and the progress of a fit."""

import io
from pathlib import Path

from training.fitting.curves import curves_table, plot_curves
from training.fitting.progress import epoch_bar


class Terminal(io.StringIO):
    """A stream that a person watches."""

    def isatty(self) -> bool:
        return True


def test_that_an_epoch_without_validation_leaves_its_cell_empty() -> None:
    history = [{"loss": 0.5, "seconds": 1.0}, {"loss": 0.4, "seconds": 1.0, "val_loss": 0.6}]
    assert curves_table(history).splitlines() == [
        "epoch,loss,seconds,val_loss",
        "1,0.5,1.0,",
        "2,0.4,1.0,0.6",
    ]


def test_that_a_curve_without_validation_can_be_drawn(tmp_path: Path) -> None:
    plot_curves(tmp_path, [{"loss": 0.5}, {"loss": 0.25}], title="one")
    assert (tmp_path / "curves.png").read_bytes().startswith(b"\x89PNG")


def test_that_a_fit_shows_images_a_second_and_the_time_left() -> None:
    stream = Terminal()
    with epoch_bar(3, 40, 64, stream=stream) as bar:
        bar.update(16)
        bar.refresh()
        said = stream.getvalue()
    assert "epoch 3/40" in said
    assert "16/64" in said
    assert "images/s" in said
    assert "<" in said.rsplit("[", 1)[-1]


def test_that_no_bar_is_drawn_into_a_file() -> None:
    stream = io.StringIO()
    with epoch_bar(1, 1, 64, stream=stream) as bar:
        bar.update(16)
    assert stream.getvalue() == ""
