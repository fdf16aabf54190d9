"""Two processes come to the weights of one."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import keras
import numpy as np
import pytest

from training.fitting.own_loop import even_batches

REPOSITORY = Path(__file__).resolve().parents[4]
EPOCHS = 4
# SGD, because Adam divides by the gradient's size and so makes steps of rounding errors.
WORK = """
import os
import sys
from collections.abc import Sequence
from pathlib import Path
import msgspec
import numpy as np
from training.choices import Keep, Optimizer, Schedule, Start
from training.data.pictures import Pictures
from training.fitting.callbacks import Keeper
from training.fitting.fit import fit
from training.fitting.job import Job
from training.fitting.machine import Machine, Precision, Strategy
from training.recipe import FitPlan, NetworkPlan, PhasePlan, PlateauPlan, read_recipe

run, strategy, part = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
finish_epoch = Keeper.on_epoch_end

def ending(keeper, epoch, logs=None):
    finish_epoch(keeper, epoch, logs)
    if epoch == 1:
        os._exit(0)

if part == "begin":
    Keeper.on_epoch_end = ending
rng = np.random.default_rng(0)

def pictures(count):
    targets = (np.arange(count) % 2).astype(np.float32)[:, np.newaxis]
    return Pictures(rng.random((count, 32, 32), np.float32), targets, ("one",) * count)

recipe = read_recipe("tb")
recipe = msgspec.structs.replace(
    recipe,
    input=msgspec.structs.replace(recipe.input, height=32, width=32),
    network=NetworkPlan(start=Start.FILE, start_from=str(run.parent / "first.keras"), alpha=0.35,
                        dropout=0.0, decoder=()),
    fit=FitPlan(batch_size=4, seed=1, weight_decay=0.0, average=0.0, source_balance=0.0,
                label_smoothing=0.0,
                optimizer=Optimizer.SGD, momentum=0.9,
                schedule=Schedule.PLATEAU, plateau=PlateauPlan(factor=0.1, patience=1),
                keep=Keep.BEST,
                phases=(PhasePlan(epochs=4, learning_rate=0.05, last_layers=5),)),
)
machine = Machine(Strategy(strategy), Precision.FLOAT32)
job = Job(recipe, pictures(8), pictures(7), run)
fit(job, weights=Path("none"), resume=part == "end", machine=machine)
"""
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(
    run: Path, strategy: str, part: str, config: dict[str, object] | None = None
) -> subprocess.Popen[str]:
    run.mkdir(exist_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "OMP_NUM_THREADS": "1"}
    if config:
        environment["TF_CONFIG"] = json.dumps(config)
    return subprocess.Popen(
        [sys.executable, "-c", WORK, str(run), strategy, part],
        env=environment,
        cwd=REPOSITORY,
        stderr=subprocess.PIPE,
        text=True,
    )


def start_two(runs: Sequence[Path], part: str) -> list[subprocess.Popen[str]]:
    workers = [f"127.0.0.1:{free_port()}" for _ in runs]
    return [
        start(
            run,
            "multiworker",
            part,
            {"cluster": {"worker": workers}, "task": {"type": "worker", "index": index}},
        )
        for index, run in enumerate(runs)
    ]


def wait_for(running: Sequence[subprocess.Popen[str]]) -> None:
    try:
        for process in running:
            _, said = process.communicate(timeout=240)
            assert process.returncode == 0, said[-2000:]
    finally:
        for process in running:
            process.kill()
            process.communicate()


def weights_of(run: Path) -> list[np.ndarray]:
    model = keras.saving.load_model(run / "network.keras", compile=False)
    return [np.asarray(weights) for weights in model.get_weights()]


def write_lively_network(path: Path) -> None:
    """Write a backbone whose features are far from 0, where no gradient would reach its weights."""
    keras.utils.set_random_seed(4)
    model = keras.applications.MobileNetV2(
        input_tensor=keras.Input((32, 32, 3), name="input_image"),
        alpha=0.35,
        include_top=False,
        weights=None,
    )
    for layer in model.layers:
        if layer.name.endswith(("Conv1", "expand", "depthwise", "project", "Conv_1")):
            layer.set_weights([3.0 * weights for weights in layer.get_weights()])
    model.save(path)


def history_of(run: Path, name: str) -> list[float]:
    return [epoch[name] for epoch in json.loads((run / "history.json").read_text())]


def test_that_two_processes_come_to_the_weights_of_one_though_ended_between(
    tmp_path: Path,
) -> None:
    write_lively_network(tmp_path / "first.keras")
    alone, first, second = (tmp_path / name for name in ("alone", "first", "second"))
    wait_for([start(alone, "none", "whole"), *start_two((first, second), "begin")])
    assert not list(second.iterdir())
    wait_for(start_two((first, first), "end"))
    written = {path.name for path in first.iterdir()}
    assert {"network.keras", "history.json", "curves.csv", "curves.png", "events"} <= written
    assert len(history_of(alone, "loss")) == EPOCHS
    assert history_of(alone, "learning_rate")[-1] < history_of(alone, "learning_rate")[0]
    for name in ("loss", "val_loss", "learning_rate"):
        assert history_of(alone, name) == pytest.approx(history_of(first, name), rel=1e-4), name
    pairs = zip(weights_of(alone), weights_of(first), strict=True)
    assert max(np.abs(a - b).max() for a, b in pairs) < 1e-5
    before = keras.saving.load_model(tmp_path / "first.keras").get_layer("Conv_1").get_weights()[0]
    fitted = keras.saving.load_model(first / "network.keras", compile=False)
    assert np.abs(fitted.get_layer("Conv_1").get_weights()[0] - before).max() > 1e-4


def test_that_what_fills_the_last_validation_batch_does_not_count() -> None:
    tensors, targets = np.arange(5.0, dtype=np.float32), np.arange(5.0, dtype=np.float32) + 10
    batches = list(even_batches((tensors, targets), 4))
    assert [batch[0].tolist() for batch in batches] == [[0, 1, 2, 3], [4, 4, 4, 4]]
    assert [batch[1].tolist() for batch in batches] == [[10, 11, 12, 13], [14, 14, 14, 14]]
    assert [batch[2].tolist() for batch in batches] == [[1, 1, 1, 1], [1, 0, 0, 0]]
