"""The plans by name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cxrviewer.domain.errors import UsageError
from training.data.leakage_report import find_leaks, require_clean
from training.data.samples import Dataset
from training.data.sources.options import words
from training.data.sources.triples import NAME, read_list
from training.data.split_plans.official import split_officially
from training.data.split_plans.parts import Parts, require_classes
from training.data.split_plans.published import (
    S0_SEED,
    S1_SEED,
    S3_SEED,
    split_s0,
    split_s1,
    split_s3,
)
from training.data.split_plans.shares import split_by_shares, split_in_folds

VALIDATION_OF_OFFICIAL = 0.1
OFFICIAL_SEED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOptions:
    """What a plan may ask for: ``seed`` None is the plan's own, ``shares`` three numbers."""

    seed: int | None = None
    shares: str = "0.7,0.1,0.2"
    folds: int = 5
    test_list: Path | None = None
    allow_empty_class: bool = False

    def seed_or(self, own: int) -> int:
        return own if self.seed is None else self.seed


NamedParts = Iterator[tuple[str, Parts]]
"""Parts with what their file name ends in, which tells folds apart."""


def make_parts(plan: str, dataset: Dataset, options: PlanOptions) -> NamedParts:
    """Yield the plan's parts, checked: no patient and no image in two, no class missing in one."""
    for suffix, parts in PLANS[plan](dataset, options):
        require_clean(find_leaks(parts.by_name()))
        if not options.allow_empty_class:
            require_classes(parts, dataset.labels)
        yield suffix, parts


def _shares(dataset: Dataset, options: PlanOptions) -> NamedParts:
    try:
        train, validation, test = map(float, words(options.shares))
    except ValueError:
        raise UsageError(
            f"The shares {options.shares!r} are not three numbers.", remedy="Write 0.7,0.1,0.2."
        ) from None
    shares = (train, validation, test)
    yield "", split_by_shares(dataset.samples, shares=shares, seed=options.seed_or(0))


def _folds(dataset: Dataset, options: PlanOptions) -> NamedParts:
    folds = split_in_folds(dataset.samples, folds=options.folds, seed=options.seed_or(0))
    for number, split in enumerate(folds, start=1):
        yield f"-fold{number}", Parts(split.train, split.validation)


def _official(dataset: Dataset, options: PlanOptions) -> NamedParts:
    seed = options.seed_or(OFFICIAL_SEED)
    yield "", split_officially(dataset, validation_share=VALIDATION_OF_OFFICIAL, seed=seed)


def _s0(dataset: Dataset, options: PlanOptions) -> NamedParts:
    yield "", split_s0(dataset, seed=options.seed_or(S0_SEED))


def _s1(dataset: Dataset, options: PlanOptions) -> NamedParts:
    yield "", split_s1(dataset, seed=options.seed_or(S1_SEED))


def _s3(dataset: Dataset, options: PlanOptions) -> NamedParts:
    if options.test_list is None:
        raise UsageError(
            "The plan s3 needs the published list of 420 test images.",
            remedy="Name it with --test-list.",
        )
    names = [row.text(NAME) for row in read_list(options.test_list)]
    yield "", split_s3(dataset, names, seed=options.seed_or(S3_SEED))


PLANS: dict[str, Callable[[Dataset, PlanOptions], NamedParts]] = {
    "shares": _shares,
    "folds": _folds,
    "official": _official,
    "s0": _s0,
    "s1": _s1,
    "s3": _s3,
}
