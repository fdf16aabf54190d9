"""Recipes are complete, and the command line says what is wrong with them."""

from pathlib import Path

import pytest

from cxrviewer.bundle.manifest import Task
from cxrviewer.domain.errors import UsageError
from training.__main__ import main
from training.recipe import RECIPES, decode_recipe, encode_recipe, read_recipe
from training.sources.registry import ADAPTERS

NAMES = sorted(path.stem for path in RECIPES.glob("*.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_that_a_shipped_recipe_is_whole(name: str) -> None:
    recipe = read_recipe(name)
    assert recipe.name == name
    assert recipe.dataset in ADAPTERS
    assert (recipe.task is Task.SEGMENT) == (recipe.decision.threshold is not None)
    recipe.input.preprocess_spec()
    assert decode_recipe(encode_recipe(recipe)) == recipe


@pytest.mark.parametrize("name", NAMES)
def test_that_no_shipped_recipe_mirrors_the_heart(name: str) -> None:
    assert read_recipe(name).augmentation.flip == 0.0


def test_that_a_misspelt_setting_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_text((RECIPES / "tb.toml").read_text().replace("rotation", "rotaton"))
    with pytest.raises(UsageError, match="rotaton"):
        read_recipe(str(path))


def test_that_a_missing_setting_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_text((RECIPES / "tb.toml").read_text().replace("batch_size = 16\n", ""))
    with pytest.raises(UsageError, match="batch_size"):
        read_recipe(str(path))


def test_that_broken_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_text("name = ")
    with pytest.raises(UsageError, match=r"odd\.toml"):
        read_recipe(str(path))


def test_that_an_unknown_recipe_ends_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", "nothing"]) == 1
    assert "Choose one of lungs, nih14, tb" in capsys.readouterr().err


def test_that_info_counts_what_a_fit_would_use(
    shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["info", "tb", "--data", str(shared_data)]) == 0
    printed = capsys.readouterr().out
    assert "train: 510 radiographs, 510 patients" in printed
    assert "Tuberculosis" in printed


def test_that_a_written_split_is_the_one_that_ships(shared_data: Path, tmp_path: Path) -> None:
    assert main(["split", "tb", "--data", str(shared_data), "--out", str(tmp_path)]) == 0
    shipped = RECIPES.parent / "splits" / "tb.csv"
    assert (tmp_path / "tb.csv").read_text() == shipped.read_text()
