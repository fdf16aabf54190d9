"""Lists of data sets, made up here and real where they are."""

from pathlib import Path

import numpy as np
import pytest

from cxrviewer.domain.errors import UsageError
from training.data.balance import balanced_order, count_labels, prior_logits
from training.data.datasets import NIH_LABELS, read_dataset
from training.data.leakage import require_no_leakage
from training.data.splits import split_by_patient


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(text)


def test_that_masks_of_another_definition_are_left_out(tmp_path: Path) -> None:
    write(
        tmp_path / "lungs" / "pairs.csv",
        "image,mask,patient_id,source,mask_definition\n"
        "images/a.jpg,masks/a.png,a,shenzhen,lung fields without heart\n"
        "images/b.jpg,masks/b.png,b,v7,lungs INCLUDING most of heart\n",
    )
    (only,) = read_dataset("lungs", tmp_path).samples
    assert (only.image, only.mask) == ("lungs/images/a.jpg", "lungs/masks/a.png")


def test_that_an_unknown_tb_label_is_refused(tmp_path: Path) -> None:
    write(
        tmp_path / "tb" / "labels.csv",
        "image,patient_id,label,source,view\nimages/a.jpg,a,non_tb,shenzhen,PA\n",
    )
    with pytest.raises(UsageError, match="'non_tb' is neither tb nor normal"):
        read_dataset("tb", tmp_path)


def test_that_a_missing_list_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--data"):
        read_dataset("nih14", tmp_path)


def test_that_an_unknown_data_set_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="lungs, tb, nih14"):
        read_dataset("chexpert", tmp_path)


def test_that_labels_are_counted_without_the_unknown_ones() -> None:
    targets = np.asarray([[1, 0], [0, np.nan], [0, 1], [0, 0]], np.float32)
    first, second = count_labels(targets, ("Mass", "Edema"))
    assert (first.positives, first.negatives, first.unknown) == (1, 3, 0)
    assert first.majority_accuracy == 0.75
    assert (second.positives, second.negatives, second.unknown) == (1, 2, 1)


def test_that_the_first_bias_is_the_log_odds_and_finite_without_positives() -> None:
    targets = np.asarray([[1, 0]] * 3 + [[0, 0]] * 7, np.float32)
    assert prior_logits(targets) == pytest.approx([np.log(4 / 8), np.log(1 / 11)])


@pytest.mark.parametrize(("balance", "small"), [(0.0, 20), (0.5, 33), (1.0, 50)])
def test_that_a_small_source_gets_the_share_it_is_given(balance: float, small: int) -> None:
    sources = ["small"] * 20 + ["large"] * 80
    order = balanced_order(sources, np.random.default_rng(0), balance=balance)
    times = np.bincount(order, minlength=len(sources))
    assert (times[:20].sum(), times[20:].sum()) == (small, 100 - small)
    assert np.ptp(times[:20]) <= 1


@pytest.mark.parametrize(("name", "labels"), [("lungs", 0), ("tb", 1), ("nih14", 14)])
def test_that_the_real_lists_split_without_leaks(shared_data: Path, name: str, labels: int) -> None:
    dataset = read_dataset(name, shared_data)
    assert len(dataset.labels) == labels
    assert all(len(sample.targets) == labels for sample in dataset.samples)
    require_no_leakage(split_by_patient(dataset.samples, share=0.2, seed=20))


def test_that_nih_labels_stand_in_the_order_of_the_list(shared_data: Path) -> None:
    header = (shared_data / "nih" / "labels.csv").read_text().splitlines()[0].split(",")
    assert tuple(header[3:17]) == NIH_LABELS
