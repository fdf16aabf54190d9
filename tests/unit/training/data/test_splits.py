"""Splits part patients, not pictures."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxrviewer.domain.errors import UsageError
from training.data.datasets import Sample
from training.data.leakage import leaks_between, require_no_leakage, shared_patients
from training.data.splits import Split, read_split, sha256_of_split, split_by_patient, split_table


def sample(image: int, patient: int, stratum: str = "a") -> Sample:
    return Sample(
        image=f"set/{image:04}.jpg", patient_id=f"p{patient}", source=stratum, stratum=stratum
    )


@given(st.lists(st.integers(0, 40), min_size=1, max_size=80), st.integers(0, 99))
def test_that_no_patient_is_in_both_parts(patients: list[int], seed: int) -> None:
    samples = [sample(n, patient) for n, patient in enumerate(patients)]
    split = split_by_patient(samples, share=0.3, seed=seed)
    assert {s.patient_id for s in split.train}.isdisjoint(s.patient_id for s in split.validation)
    assert sorted(s.image for s in split.train + split.validation) == [s.image for s in samples]


def test_that_each_stratum_gives_its_share_of_patients() -> None:
    samples = [sample(n, n, "big" if n < 100 else "small") for n in range(120)]
    held_out = split_by_patient(samples, share=0.2, seed=1).validation
    assert [s.stratum for s in held_out].count("big") == 20
    assert [s.stratum for s in held_out].count("small") == 4


def test_that_the_split_does_not_depend_on_the_order_of_the_list() -> None:
    samples = [sample(n, n // 2) for n in range(60)]
    forwards = split_by_patient(samples, share=0.25, seed=3)
    backwards = split_by_patient(samples[::-1], share=0.25, seed=3)
    assert split_table(forwards) == split_table(backwards)


def test_that_another_seed_gives_another_split() -> None:
    samples = [sample(n, n) for n in range(60)]
    first, second = (split_by_patient(samples, share=0.5, seed=seed) for seed in (1, 2))
    assert sha256_of_split(first) != sha256_of_split(second)


def test_that_a_written_split_reads_back_the_same(tmp_path: Path) -> None:
    samples = [sample(n, n // 3) for n in range(50)]
    split = split_by_patient(samples, share=0.2, seed=5)
    path = tmp_path / "split.csv"
    path.write_text(split_table(split))
    assert read_split(path, samples) == split


def test_that_a_split_of_other_images_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "split.csv"
    path.write_text(split_table(Split((sample(1, 1),), (sample(2, 2),))))
    with pytest.raises(UsageError, match=r"0003\.jpg"):
        read_split(path, [sample(3, 3)])


def test_that_a_shared_patient_stops_a_fit() -> None:
    with pytest.raises(UsageError, match="1 patients"):
        require_no_leakage(Split((sample(1, 7),), (sample(2, 7),)))


def test_that_every_pair_of_parts_is_searched_for_shared_patients() -> None:
    found = leaks_between({"train": ["1", "2"], "validation": ["3"], "test": ["2", "3", "4"]})
    assert found == {("train", "test"): {"2"}, ("validation", "test"): {"3"}}
    assert shared_patients(["1"], ["2"]) == frozenset()


def test_that_a_list_with_another_column_or_an_image_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "split.csv"
    path.write_text("image,part\nset/0001.jpg,train\n")
    with pytest.raises(UsageError, match=r"split\.csv: The list has no column split"):
        read_split(path, [])
    path.write_text("image,split\nset/0001.jpg,train\nset/0001.jpg,validation\n")
    with pytest.raises(UsageError, match=r"Row 3: image set/0001\.jpg stands in row 2"):
        read_split(path, [])
