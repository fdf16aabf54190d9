"""Two processes come to the weights of one."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest

from cxrviewer.domain.errors import UsageError
from training.fitting.own_loop import require_no_watch
from training.recipe import read_recipe

REPOSITORY = Path(__file__).resolve().parents[4]
# SGD, because Adam divides by the gradient's size and so makes steps of rounding errors.
WORK = """
import sys
from pathlib import Path
import msgspec
import numpy as np
from training.choices import Optimizer, Start
from training.fitting.fit import Job, fit
from training.fitting.machine import Machine, Precision, Strategy
from training.data.pictures import Pictures
from training.recipe import FitPlan, NetworkPlan, PhasePlan, read_recipe

run = Path(sys.argv[1])
rng = np.random.default_rng(0)
targets = (np.arange(8) % 2).astype(np.float32)[:, np.newaxis]
pictures = Pictures(rng.random((8, 32, 32), np.float32), targets, ("one",) * 8)
recipe = read_recipe("tb")
recipe = msgspec.structs.replace(
    recipe,
    input=msgspec.structs.replace(recipe.input, height=32, width=32),
    network=NetworkPlan(start=Start.FILE, start_from=str(run.parent / "first.keras"), alpha=0.35,
                        dropout=0.0, decoder=()),
    fit=FitPlan(batch_size=4, seed=1, weight_decay=0.0, average=0.0, source_balance=0.0,
                label_smoothing=0.0,
                optimizer=Optimizer.SGD, momentum=0.9,
                phases=(PhasePlan(epochs=2, learning_rate=0.05, last_layers=5),)),
)
machine = Machine(Strategy(sys.argv[2]), Precision.FLOAT32)
fit(Job(recipe, pictures, pictures, run), weights=Path("none"), machine=machine)
"""
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(
    run: Path, strategy: str, config: dict[str, object] | None = None
) -> subprocess.Popen[str]:
    run.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "OMP_NUM_THREADS": "1"}
    if config:
        environment["TF_CONFIG"] = json.dumps(config)
    return subprocess.Popen(
        [sys.executable, "-c", WORK, str(run), strategy],
        env=environment,
        cwd=REPOSITORY,
        stderr=subprocess.PIPE,
        text=True,
    )


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


def test_that_two_processes_come_to_the_weights_of_one(tmp_path: Path) -> None:
    write_lively_network(tmp_path / "first.keras")
    workers = [f"127.0.0.1:{free_port()}" for _ in range(2)]
    running = [start(tmp_path / "alone", "none")]
    for index in range(2):
        task = {"type": "worker", "index": index}
        config = {"cluster": {"worker": workers}, "task": task}
        running.append(start(tmp_path / f"process{index}", "multiworker", config))
    try:
        for process in running:
            _, said = process.communicate(timeout=240)
            assert process.returncode == 0, said[-2000:]
    finally:
        for process in running:
            process.kill()
            process.communicate()
    assert not list((tmp_path / "process1").iterdir())
    written = {path.name for path in (tmp_path / "process0").iterdir()}
    assert {"network.keras", "history.json", "curves.csv", "curves.png", "events"} <= written
    losses = [
        [epoch["loss"] for epoch in json.loads((tmp_path / run / "history.json").read_text())]
        for run in ("alone", "process0")
    ]
    assert losses[0] == pytest.approx(losses[1], rel=1e-4)
    alone, together = weights_of(tmp_path / "alone"), weights_of(tmp_path / "process0")
    assert max(np.abs(a - b).max() for a, b in zip(alone, together, strict=True)) < 1e-5
    first = keras.saving.load_model(tmp_path / "first.keras").get_layer("Conv_1").get_weights()[0]
    fitted = keras.saving.load_model(tmp_path / "process0" / "network.keras", compile=False)
    assert np.abs(fitted.get_layer("Conv_1").get_weights()[0] - first).max() > 1e-4


def test_that_several_processes_do_not_choose_by_validation() -> None:
    with pytest.raises(UsageError, match="chooses by validation"):
        require_no_watch(read_recipe("s3_b"))
