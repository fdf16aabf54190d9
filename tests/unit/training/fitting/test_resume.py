"""A fit that was broken off goes on as if it had not been."""

import errno
from collections.abc import Iterator
from pathlib import Path

import keras
import msgspec
import numpy as np
import pytest
import tensorflow

from cxrviewer.domain.errors import ExportError, UsageError
from training.atomic import replacing, write_whole
from training.choices import Keep, Loss, Optimizer, Schedule, Start
from training.data.pictures import Pictures
from training.fitting.callbacks import require_finite
from training.fitting.checkpoint import read_checkpoint, write_checkpoint
from training.fitting.fit import fit
from training.fitting.job import Job
from training.fitting.watch import Watch
from training.recipe import FitPlan, NetworkPlan, PhasePlan, PlateauPlan, Recipe, read_recipe

SIDE = 32
EPOCHS = 4
CHECKPOINT = "checkpoint.npz"
pytestmark = [
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),  # Keras
    pytest.mark.filterwarnings("ignore:Even though the `tf.config:UserWarning"),  # see _eager
]


@pytest.fixture(autouse=True)
def _eager() -> Iterator[None]:
    """Compiling a step takes longer than running a few."""
    tensorflow.config.run_functions_eagerly(True)
    yield
    tensorflow.config.run_functions_eagerly(False)


class PowerCutError(Exception):
    """Stands for whatever ends a process between two epochs."""


def recipe_of(**more: object) -> Recipe:
    recipe = read_recipe("tb")
    plan = NetworkPlan(start=Start.SCRATCH, alpha=0.35, dropout=0.3, decoder=())
    known = {
        "batch_size": 4,
        "seed": 1,
        "weight_decay": 0.0,
        "average": 0.0,
        "source_balance": 0.0,
        "label_smoothing": 0.0,
        "phases": (PhasePlan(epochs=EPOCHS, learning_rate=1e-3, last_layers="all"),),
    }
    return msgspec.structs.replace(
        recipe,
        input=msgspec.structs.replace(recipe.input, height=SIDE, width=SIDE),
        network=plan,
        fit=FitPlan(**known | more),  # type: ignore[arg-type]
    )


def pictures(count: int, seed: int) -> Pictures:
    rng = np.random.default_rng(seed)
    targets = (np.arange(count) % 2).astype(np.float32)[:, np.newaxis]
    return Pictures(rng.random((count, SIDE, SIDE), np.float32), targets, ("one",) * count)


def job_of(recipe: Recipe, run: Path) -> Job:
    run.mkdir(exist_ok=True)
    return Job(recipe, pictures(8, 0), pictures(4, 1), run)


def cut_after(monkeypatch: pytest.MonkeyPatch, checkpoints: int) -> None:
    """Let the power fail once that many checkpoints were written."""
    from training.fitting import callbacks

    written = []

    def write(path: Path, checkpoint: object) -> None:
        write_checkpoint(path, checkpoint)  # type: ignore[arg-type]
        written.append(path)
        if len(written) == checkpoints:
            raise PowerCutError

    monkeypatch.setattr(callbacks, "write_checkpoint", write)


def fit_in_two_goes(recipe: Recipe, run: Path, monkeypatch: pytest.MonkeyPatch) -> keras.Model:
    job = job_of(recipe, run)
    with monkeypatch.context() as patch:
        cut_after(patch, EPOCHS // 2)
        with pytest.raises(PowerCutError):
            fit(job, weights=Path("none"))
    assert read_checkpoint(run / CHECKPOINT).progress.epochs == EPOCHS // 2
    return fit(job, weights=Path("none"), resume=True)


def assert_same_bits(first: keras.Model, second: keras.Model) -> None:
    pairs = zip(first.get_weights(), second.get_weights(), strict=True)
    assert all(np.array_equal(a, b) for a, b in pairs)


@pytest.mark.parametrize(
    "more",
    [
        {"average": 0.9},
        {
            "phases": (PhasePlan(epochs=EPOCHS, learning_rate=1e-3, last_layers=0),),
            "optimizer": Optimizer.NADAM,
            "schedule": Schedule.PLATEAU,
            "plateau": PlateauPlan(factor=0.1, patience=1),
            "keep": Keep.BEST,
            "loss": Loss.WEIGHTED,
        },
    ],
    ids=["averaged", "best"],
)
def test_that_a_resumed_fit_is_the_unbroken_one_to_the_bit(
    more: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = recipe_of(**more)
    whole = fit(job_of(recipe, tmp_path / "whole"), weights=Path("none"))
    resumed = fit_in_two_goes(recipe, tmp_path / "broken", monkeypatch)
    assert_same_bits(whole, resumed)
    progress = [read_checkpoint(tmp_path / n / CHECKPOINT).progress for n in ("whole", "broken")]
    losses = [[epoch["loss"] for epoch in one.history] for one in progress]
    assert losses[0] == losses[1]
    assert len(losses[0]) == EPOCHS


def test_that_a_fit_keeps_its_best_weights_and_stops_early(tmp_path: Path) -> None:
    phase = PhasePlan(epochs=30, learning_rate=0.3, last_layers=0)
    recipe = recipe_of(
        phases=(phase,),
        optimizer=Optimizer.SGD,
        schedule=Schedule.CONSTANT,
        keep=Keep.BEST,
        stop_after=2,
    )
    model = fit(job_of(recipe, tmp_path), weights=Path("none"))
    checkpoint = read_checkpoint(tmp_path / CHECKPOINT)
    losses = [epoch["val_loss"] for epoch in checkpoint.progress.history]
    assert checkpoint.progress.stopped
    assert len(losses) == int(np.argmin(losses)) + 3 < 30
    pairs = zip(model.get_weights(), checkpoint.best, strict=True)
    assert all(np.array_equal(a, b) for a, b in pairs)


def test_that_a_watch_counts_epochs_without_a_lower_loss() -> None:
    plan = recipe_of(
        schedule=Schedule.PLATEAU, plateau=PlateauPlan(factor=0.1, patience=2), stop_after=4
    ).fit
    watch, cuts, stops = Watch(), [], []
    for loss in (3.0, 2.0, 2.5, 2.4, 2.2, 2.1, 1.0):
        watch = watch.after(loss)
        cuts.append(watch.wants_cut(plan))
        stops.append(watch.wants_stop(plan))
        watch = watch.cut() if cuts[-1] else watch
    assert cuts == [False, False, False, True, False, True, False]
    assert stops == [False, False, False, False, False, True, False]
    assert watch == Watch(best=1.0)


def test_that_a_full_disk_leaves_the_file_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / CHECKPOINT
    write_whole(path, b"the one before")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    from training.fitting.checkpoint import Checkpoint
    from training.fitting.watch import Progress

    with pytest.raises(ExportError, match=r"checkpoint\.npz.*No space left.*--resume"):
        write_checkpoint(path, Checkpoint(Progress(), [], [], []))
    assert path.read_bytes() == b"the one before"
    assert [entry.name for entry in tmp_path.iterdir()] == [CHECKPOINT]


def test_that_an_unwritable_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="none"), replacing(tmp_path / "none" / "file"):
        pytest.fail("there is no place to write to")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half of a file"])
def test_that_half_a_checkpoint_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / CHECKPOINT).write_bytes(content)
    with pytest.raises(UsageError, match="damaged"):
        read_checkpoint(tmp_path / CHECKPOINT)


def test_that_there_must_be_a_checkpoint_to_go_on_from(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Start without --resume"):
        fit(job_of(recipe_of(), tmp_path), weights=Path("none"), resume=True)


def test_that_a_loss_that_is_no_number_ends_the_fit() -> None:
    with pytest.raises(UsageError, match="loss is nan"):
        require_finite({"loss": float("nan")})
