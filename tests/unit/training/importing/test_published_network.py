"""Which heads a checkpoint brings, and what the command line says of one that cannot be had."""

from pathlib import Path

import numpy as np
import pytest

from cxrviewer.domain.errors import UsageError
from tests.data.torch_files import densenet121_arrays, write_tensors
from training.__main__ import main
from training.importing.layouts import CHEXNET, TORCHXRAYVISION
from training.importing.published_network import read_densenet121


@pytest.fixture(scope="module")
def rays(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a checkpoint as torchxrayvision's state dicts are: thresholds, NaN for some heads."""
    arrays = densenet121_arrays(channels=1, outputs=18)
    arrays["op_threshs"] = np.array([0.1] * 14 + [np.nan] * 4, np.float32)
    return write_tensors(tmp_path_factory.mktemp("rays") / "nih.pt", arrays)


def test_that_thresholds_say_which_heads_were_trained(rays: Path) -> None:
    network = read_densenet121(rays, TORCHXRAYVISION, name="rays")
    assert network.heads.trained == (True,) * 14 + (False,) * 4
    assert network.heads.labels[:14] == TORCHXRAYVISION.labels[:14]
    assert network.origin.file == "nih.pt"


def test_that_the_persons_labels_come_first(rays: Path) -> None:
    labels = [f"Sign {n}" for n in range(17)] + [""]
    heads = read_densenet121(rays, TORCHXRAYVISION, name="rays", labels=labels).heads
    assert heads.labels[0] == "Sign 0"
    assert heads.trained == (True,) * 17 + (False,)


def test_that_a_file_that_does_not_say_it_must_be_told(tmp_path: Path) -> None:
    path = write_tensors(tmp_path / "x.pt", densenet121_arrays(channels=1, outputs=18))
    with pytest.raises(UsageError, match="does not say which") as caught:
        read_densenet121(path, TORCHXRAYVISION, name="rays")
    assert "--labels" in caught.value.remedy


@pytest.mark.parametrize("name", ["", "Rays", "../rays", "9rays", "a" * 41])
def test_that_a_name_that_is_no_folder_is_refused(rays: Path, name: str) -> None:
    with pytest.raises(UsageError, match="bundle's name"):
        read_densenet121(rays, TORCHXRAYVISION, name=name)


def test_that_the_command_refuses_before_it_writes(
    rays: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "models"
    arguments = ["import", "torch-densenet121", str(rays), "--layout", CHEXNET.name]
    assert main([*arguments, "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert "features.conv0.weight" in said
    assert "Choose the layout" in said
    assert not out.exists()
