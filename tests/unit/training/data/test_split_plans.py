"""Named plans part patients, keep classes, and give the published sizes."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxrviewer.domain.errors import CxrError, ExportError, UsageError
from tests.data import data_sets
from training.data.datasets import read_dataset
from training.data.samples import TUBERCULOSIS, Dataset, Sample
from training.data.sources.joined import count_s0
from training.data.split_plans.files import read_parts, write_parts
from training.data.split_plans.official import split_officially
from training.data.split_plans.parts import Parts, parts_table, require_classes
from training.data.split_plans.plans import PLANS, PlanOptions, make_parts
from training.data.split_plans.published import choose_patients, split_s1
from training.data.split_plans.shares import (
    leave_source_out,
    rounded_counts,
    split_by_shares,
    split_in_folds,
)


def sample(number: int, patient: int, stratum: str = "a", *, target: float = 0.0) -> Sample:
    return Sample(
        image=f"set/{number:05}.png",
        patient_id=f"p{patient}",
        source="set",
        stratum=stratum,
        targets=(target,),
    )


def patients(samples: Sequence[Sample]) -> set[str]:
    return {one.patient_id for one in samples}


def qatar(normal: int, tb: int) -> Dataset:
    samples = [sample(n, n, "normal") for n in range(normal)]
    samples += [sample(n, n, "tb", target=1.0) for n in range(normal, normal + tb)]
    return Dataset("qatar-tb", (TUBERCULOSIS,), tuple(samples))


@given(st.lists(st.integers(0, 30), min_size=1, max_size=60), st.integers(0, 99))
def test_that_shares_never_part_a_patient(numbers: list[int], seed: int) -> None:
    samples = [sample(n, patient, "ab"[patient % 2]) for n, patient in enumerate(numbers)]
    parts = split_by_shares(samples, shares=(0.6, 0.2, 0.2), seed=seed)
    held = [patients(part) for part in (parts.train, parts.validation, parts.test)]
    assert sum(map(len, held)) == len(patients(samples))
    assert sorted(parts.train + parts.validation + parts.test, key=lambda s: s.image) == samples


@given(st.integers(0, 5000), st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_that_rounded_counts_add_up_and_are_near(total: int, weights: list[int]) -> None:
    shares = [weight / sum(weights) for weight in weights]
    counts = rounded_counts(total, shares)
    assert sum(counts) == total
    assert all(abs(c - s * total) < 1.0 + 1e-6 for c, s in zip(counts, shares, strict=True))


def test_that_shares_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(UsageError, match="do not add up"):
        split_by_shares([sample(1, 1)], shares=(0.5, 0.2, 0.2), seed=0)


@pytest.mark.parametrize("folds", [2, 5, 7])
def test_that_every_patient_is_validation_once_and_strata_are_even(folds: int) -> None:
    samples = [sample(n, n // 2, "ab"[(n // 2) % 2]) for n in range(120)]
    splits = split_in_folds(samples, folds=folds, seed=4)
    held = Counter(patient for split in splits for patient in patients(split.validation))
    assert set(held.values()) == {1}
    assert set(held) == patients(samples)
    for split in splits:
        assert patients(split.train).isdisjoint(patients(split.validation))
        assert len(patients(split.validation)) in (60 // folds, 60 // folds + 1)


@pytest.mark.parametrize("folds", [-1, 0, 1, 4])
def test_that_more_folds_than_patients_or_fewer_than_two_are_refused(folds: int) -> None:
    with pytest.raises(UsageError, match="3 patients cannot be dealt"):
        split_in_folds([sample(n, n) for n in range(3)], folds=folds, seed=0)


def test_that_official_lists_are_kept_and_validation_is_carved_by_patient(tmp_path: Path) -> None:
    dataset = read_dataset("nih", data_sets.write_nih(tmp_path))
    parts = split_officially(dataset, validation_share=0.5, seed=1)
    assert [s.image for s in parts.test] == ["images_012/images/00000013_005.png"]
    assert patients(parts.train) | patients(parts.validation) == {"00000001", "00000002"}
    assert len(patients(parts.validation)) == 1


def test_that_a_set_without_official_parts_has_no_official_split() -> None:
    dataset = Dataset("set", ("Mass",), (sample(1, 1),))
    with pytest.raises(UsageError, match=r"00001\.png is in no official part"):
        split_officially(dataset, validation_share=0.1, seed=1)


@pytest.mark.parametrize(
    ("tb", "sizes"), [(700, (448, 112, 140)), (3500, (2240, 560, 700))], ids=["public", "whole"]
)
def test_that_s1_gives_the_described_counts(tb: int, sizes: tuple[int, int, int]) -> None:
    parts = split_s1(qatar(3500, tb))
    for part, normal, ill in zip(parts.by_name().values(), (2240, 560, 700), sizes, strict=True):
        assert Counter(s.stratum for s in part) == {"normal": normal, "tb": ill}


def test_that_s3_gives_the_published_sizes_and_no_shared_patient(shared_data: Path) -> None:
    dataset = read_dataset("nih", shared_data / "csv", {"missing": "keep"})
    options = PlanOptions(test_list=shared_data / "csv" / "coursera_test.csv")
    ((_, parts),) = make_parts("s3", dataset, options)
    sizes = {name: (len(patients(part)), len(part)) for name, part in parts.by_name().items()}
    assert sizes == {"train": (28_744, 98_637), "validation": (1_672, 6_351), "test": (389, 420)}


def test_that_s3_needs_its_test_list_and_the_whole_set(tmp_path: Path) -> None:
    dataset = read_dataset("nih", data_sets.write_nih(tmp_path))
    with pytest.raises(UsageError, match="--test-list"):
        list(make_parts("s3", dataset, PlanOptions()))
    path = data_sets.write_triples(tmp_path / "triples") / "test.csv"
    with pytest.raises(UsageError, match="test would be 0 radiographs of 0 patients, not 420"):
        list(make_parts("s3", dataset, PlanOptions(test_list=path)))


@given(st.integers(0, 200))
def test_that_patients_are_exchanged_until_the_radiographs_fit(seed: int) -> None:
    images_of = {f"p{n}": 1 + n % 7 for n in range(300)}
    chosen = choose_patients(images_of, patients=60, images=260, seed=seed)
    assert (len(chosen), sum(images_of[patient] for patient in chosen)) == (60, 260)
    assert chosen == choose_patients(images_of, patients=60, images=260, seed=seed)


@pytest.mark.parametrize(("count", "images"), [(10, 10_000), (400, 400), (0, 1)])
def test_that_an_impossible_choice_of_patients_is_refused(count: int, images: int) -> None:
    with pytest.raises(UsageError, match=f"No {count} patients with {images} radiographs"):
        choose_patients({f"p{n}": 2 for n in range(300)}, patients=count, images=images, seed=0)


def test_that_s0_keeps_the_external_sets_for_the_test_and_counts_all(tmp_path: Path) -> None:
    dataset = read_dataset("s0", data_sets.write_s0(tmp_path))
    ((_, parts),) = make_parts("s0", dataset, PlanOptions(allow_empty_class=True))
    assert {s.source for s in parts.test} == {"shenzhen", "montgomery"}
    assert {s.source for s in parts.train} == {"tbx11k", "kermany", "niaid"}
    counts = {(c.label, c.source): (c.described, c.found) for c in count_s0(dataset)}
    assert counts[TUBERCULOSIS, "tbx11k"] == (800, 2)
    assert counts["Other_abnormality", "kermany"] == (4273, 4)
    assert counts["Normal", "montgomery"] == (80, 1)
    assert sum(described for described, _ in counts.values()) == 5087 + 8073 + 5314 + 662 + 138


def test_that_a_part_without_a_class_is_refused_unless_allowed() -> None:
    dataset = qatar(20, 1)
    with pytest.raises(UsageError, match="part has no radiograph with"):
        list(make_parts("s1", dataset, PlanOptions()))
    assert list(make_parts("s1", dataset, PlanOptions(allow_empty_class=True)))


def test_that_labels_nobody_looked_for_may_be_missing_in_a_part() -> None:
    unknown = tuple(sample(n, n, target=float("nan")) for n in range(2))
    both = (sample(3, 3, target=1.0), sample(4, 4))
    require_classes(Parts(both, unknown), ("Mass",))
    with pytest.raises(UsageError, match="validation part has no radiograph without Mass"):
        require_classes(Parts(both, both[:1]), ("Mass",))


def test_that_a_set_with_one_image_under_two_patients_is_not_parted() -> None:
    copies = [Sample(f"{p}/same.png", p, "set", "set", (0.0,)) for p in "abcdefgh"]
    with pytest.raises(UsageError, match="share patients or pictures"):
        list(make_parts("shares", Dataset("set", ("Mass",), tuple(copies)), PlanOptions()))


def test_that_a_written_list_gives_the_same_parts_again(tmp_path: Path) -> None:
    dataset = qatar(40, 20)
    parts = split_s1(dataset)
    path = write_parts(parts, tmp_path / "lists" / "s1.csv")
    assert path.read_text() == parts_table(parts)
    assert read_parts(path, dataset) == parts
    with pytest.raises(UsageError, match=r"does not say where set/00060\.png"):
        read_parts(path, qatar(40, 21))


def test_that_a_list_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "lists").write_text("a file where the folder should be")
    with pytest.raises(ExportError, match="cannot be written"):
        write_parts(Parts((sample(1, 1),), ()), tmp_path / "lists" / "s1.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lists"]


@pytest.mark.parametrize("shares", ["", "1", "0.5,0.5", "a,b,c"])
def test_that_shares_that_are_no_three_numbers_are_refused(shares: str) -> None:
    with pytest.raises(CxrError, match="not three numbers"):
        list(PLANS["shares"](qatar(4, 4), PlanOptions(shares=shares)))


def test_that_another_seed_gives_other_parts() -> None:
    dataset = qatar(60, 40)
    (first,), (second,), (again,) = (
        [parts for _, parts in make_parts("s1", dataset, PlanOptions(seed=seed))]
        for seed in (5, 6, 5)
    )
    assert first == again
    assert patients(first.test) != patients(second.test)


def test_that_a_source_that_is_not_there_or_alone_cannot_be_left_out() -> None:
    for source in ("set", "other"):
        with pytest.raises(UsageError, match=f"No source named {source}"):
            leave_source_out([sample(1, 1), sample(2, 2)], source)
