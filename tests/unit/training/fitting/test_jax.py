"""A fit on the jax backend, in a process that has no TensorFlow."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import pytest

from training.recipe import RECIPES

REPOSITORY = Path(__file__).resolve().parents[4]
TINY = {
    "height = 224": "height = 32",
    "width = 224": "width = 32",
    'start = "imagenet"': 'start = "scratch"',
    "alpha = 1.0": "alpha = 0.35",
    "batch_size = 16": "batch_size = 8",
    "epochs = 20": "epochs = 1",
    "epochs = 3": "epochs = 1",
    "from_block = -1": "last_layers = 5",
    "from_block = 1": "last_layers = 10",
}
FIT = """
import sys
sys.modules["tensorflow"] = None
from training.__main__ import main
sys.exit(main(sys.argv[1:]))
"""

pytestmark = [
    pytest.mark.skipif(find_spec("jax") is None, reason="jax is not installed"),
    pytest.mark.timeout(600),
]


def test_that_a_fit_on_jax_needs_no_tensorflow(tmp_path: Path) -> None:
    data, run = tmp_path / "data", tmp_path / "run"
    lines = ["image,patient_id,label,source,view"]
    for n in range(12):
        place = data / "tb" / "images" / f"{n:02}.png"
        place.parent.mkdir(parents=True, exist_ok=True)
        pixels = np.random.default_rng(n).integers(0, 255, (40, 40), np.uint8)
        place.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
        lines.append(f"images/{n:02}.png,p{n},{('normal', 'tb')[n % 2]},shenzhen,PA")
    (data / "tb" / "labels.csv").write_text("\n".join(lines) + "\n")
    recipe = (RECIPES / "tb.toml").read_text()
    for word, tiny in TINY.items():
        assert word in recipe
        recipe = recipe.replace(word, tiny)
    (tmp_path / "tiny.toml").write_text(recipe)
    words = ("fit", str(tmp_path / "tiny.toml"), "--data", str(data), "--out", str(run))
    done = subprocess.run(
        [sys.executable, "-c", FIT, *words],
        cwd=REPOSITORY,
        env={**os.environ, "KERAS_BACKEND": "jax"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (run / "network.keras").is_file()
    losses = np.genfromtxt(run / "curves.csv", delimiter=",", names=True)["loss"]
    assert losses.shape == (2,)
    assert np.isfinite(losses).all()
