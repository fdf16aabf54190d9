"""Recipes are complete, and the command line says what is wrong with them."""

from collections import Counter
from pathlib import Path

import pytest

from cxrviewer.bundle.manifest import Task
from cxrviewer.domain.errors import UsageError
from training.__main__ import main
from training.choices import Start
from training.data.sources.registry import ADAPTERS
from training.fitting.run import dataset_of, split_of
from training.networks.architectures import ARCHITECTURES
from training.recipe import (
    RECIPES,
    decode_recipe,
    encode_recipe,
    read_recipe,
    with_held_out,
    with_start,
)

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


def test_that_a_phase_names_what_moves_in_one_way(tmp_path: Path) -> None:
    text = (RECIPES / "tb.toml").read_text()
    path = tmp_path / "odd.toml"
    for change in ("", "from_block = 1\nlast_layers = 3\n"):
        path.write_text(text.replace("from_block = 1\n", change))
        with pytest.raises(UsageError, match="either from_block or last_layers"):
            read_recipe(str(path))


def test_that_a_plateau_needs_its_schedule(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    text = (RECIPES / "s3_b.toml").read_text()
    path.write_text(text.replace('schedule = "plateau"', 'schedule = "constant"'))
    with pytest.raises(UsageError, match="plateau"):
        read_recipe(str(path))


def test_that_averaged_weights_cannot_be_the_best_ones(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    text = (RECIPES / "s3_b.toml").read_text()
    path.write_text(text.replace("average = 0.0", "average = 0.9"))
    with pytest.raises(UsageError, match="average"):
        read_recipe(str(path))


@pytest.mark.parametrize("name", NAMES)
def test_that_published_weights_meet_the_grey_they_know(name: str) -> None:
    recipe = read_recipe(name)
    own = ARCHITECTURES[recipe.network.backbone].normaliser
    assert recipe.input.mean == pytest.approx(own.mean, rel=1e-4)
    assert recipe.input.std == pytest.approx(own.std, rel=1e-4)


def test_that_every_described_system_has_its_recipes() -> None:
    families = {"s0": 2, "s1_tb": 10, "s1_covid": 6, "s2": 1, "s3": 3, "s4": 1}
    for family, count in families.items():
        assert len([name for name in NAMES if name.startswith(family)]) == count


def test_that_a_start_from_scratch_lets_everything_move() -> None:
    changed = with_start(read_recipe("s1_tb_resnet50_last4"), Start.SCRATCH)
    assert {phase.last_layers for phase in changed.fit.phases} == {"all"}
    assert changed.card.started_from == "random weights"


def test_that_a_recipe_can_hold_out_a_fold_or_a_source() -> None:
    recipe = read_recipe("tb")
    assert with_held_out(recipe, fold="2/5").split.fold == (2, 5)
    assert with_held_out(recipe, source="montgomery").split.leave_out == "montgomery"


@pytest.mark.parametrize("fold", ["6/5", "0/5", "2", "2/", "two"])
def test_that_a_fold_that_does_not_exist_is_refused(fold: str) -> None:
    with pytest.raises(UsageError):
        with_held_out(read_recipe("tb"), fold=fold)


def test_that_a_fold_and_a_source_do_not_go_together() -> None:
    with pytest.raises(UsageError, match="only one"):
        with_held_out(read_recipe("tb"), fold="1/5", source="shenzhen")


def test_that_folds_validate_every_patient_once(shared_data: Path) -> None:
    recipe = read_recipe("tb")
    dataset = dataset_of(recipe, shared_data)
    held = Counter(
        sample.patient_id
        for number in range(1, 6)
        for sample in split_of(
            with_held_out(recipe, fold=f"{number}/5"), dataset, shared_data
        ).validation
    )
    assert held == Counter(sample.patient_id for sample in dataset.samples)


def test_that_a_left_out_source_is_all_that_validates(shared_data: Path) -> None:
    recipe = with_held_out(read_recipe("tb"), source="montgomery")
    split = split_of(recipe, dataset_of(recipe, shared_data), shared_data)
    assert {sample.source for sample in split.validation} == {"montgomery"}
    assert {sample.source for sample in split.train} == {"shenzhen"}


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
    message = capsys.readouterr().err
    assert "Choose one of " in message
    assert "nih14" in message


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
