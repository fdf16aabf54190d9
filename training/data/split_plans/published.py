"""Splits that were described with their sizes, reproduced to the radiograph.

``s0``: Shenzhen and Montgomery are the test; of the rest a fifth of each class's patients is
validation.

``s1``: the Qatar tuberculosis set, 64/16/20 in every class: of 3500 normal and 700 tuberculosis
2240 + 448 for training, 560 + 112 for validation, 700 + 140 for the test.

``s3``: ChestX-ray14 in 28,744 / 1,672 / 389 patients and 98,637 / 6,351 / 420 radiographs. The
420 of the test are a published list. Their 389 patients have 6,712 more, which are in no part:
without them exactly 98,637 + 6,351 of the 112,120 are left. Which 1,672 patients were validation
was not published. Here they are drawn by seed, and then patients are exchanged, in the order of
the draw, until their radiographs are 6,351: the same sizes, not the same patients.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cxrviewer.domain.errors import UsageError
from training.data.samples import Dataset, Sample
from training.data.sources.joined import EXTERNAL
from training.data.split_plans.parts import Parts
from training.data.split_plans.shares import split_by_shares
from training.data.splits import rank_of, split_by_patient

S0_VALIDATION_SHARE, S0_SEED = 0.2, 0
S1_SHARES = (0.64, 0.16, 0.20)
S1_SEED = 1
S3_SEED = 3
S3_VALIDATION_PATIENTS, S3_VALIDATION_IMAGES = 1672, 6351
S3_TEST_PATIENTS, S3_TEST_IMAGES = 389, 420
S3_TRAIN_PATIENTS, S3_TRAIN_IMAGES = 28_744, 98_637


def split_s0(dataset: Dataset, *, seed: int = S0_SEED) -> Parts:
    """Return the external sets as the test, the rest stratified by class and source."""
    test = tuple(s for s in dataset.samples if s.source in EXTERNAL)
    rest = tuple(s for s in dataset.samples if s.source not in EXTERNAL)
    inner = split_by_patient(rest, share=S0_VALIDATION_SHARE, seed=seed)
    return Parts(inner.train, inner.validation, test)


def split_s1(dataset: Dataset, *, seed: int = S1_SEED) -> Parts:
    """Return 64/16/20 of each class."""
    return split_by_shares(dataset.samples, shares=S1_SHARES, seed=seed)


def split_s3(dataset: Dataset, test_images: Iterable[str], *, seed: int = S3_SEED) -> Parts:
    """Return S3's parts of the whole ChestX-ray14; ``test_images`` are the test's file names.

    Raises UsageError when the data set or the list is not the whole one, so that the sizes would
    differ from those published.
    """
    test = _named(dataset.samples, frozenset(test_images))
    held_back = {sample.patient_id for sample in test}
    rest = tuple(s for s in dataset.samples if s.patient_id not in held_back)
    _require("test", test, patients=S3_TEST_PATIENTS, images=S3_TEST_IMAGES)
    _require(
        "training and validation",
        rest,
        patients=S3_TRAIN_PATIENTS + S3_VALIDATION_PATIENTS,
        images=S3_TRAIN_IMAGES + S3_VALIDATION_IMAGES,
    )
    chosen = choose_patients(
        Counter(sample.patient_id for sample in rest),
        patients=S3_VALIDATION_PATIENTS,
        images=S3_VALIDATION_IMAGES,
        seed=seed,
    )
    return Parts(
        tuple(s for s in rest if s.patient_id not in chosen),
        tuple(s for s in rest if s.patient_id in chosen),
        test,
    )


def choose_patients(
    images_of: Mapping[str, int], *, patients: int, images: int, seed: int
) -> frozenset[str]:
    """Return ``patients`` patients who have ``images`` radiographs together.

    The first ones by hash are taken. Then each in turn is offered for the next one not taken,
    and exchanged where that brings the sum nearer without going past it.
    """
    ranked = sorted(images_of, key=lambda patient: rank_of(patient, seed))
    chosen, others = ranked[:patients], ranked[patients:]
    missing = images - sum(images_of[patient] for patient in chosen)
    for turn, other in enumerate(others):
        place = turn % max(1, len(chosen))
        gain = images_of[other] - images_of[chosen[place]] if chosen else 0
        if missing and gain * missing > 0 and abs(gain) <= abs(missing):
            chosen[place] = other
            missing -= gain
    if missing or len(chosen) < patients:
        raise UsageError(
            f"No {patients} patients with {images} radiographs were found.",
            remedy="Try another seed.",
        )
    return frozenset(chosen)


def _named(samples: Sequence[Sample], names: frozenset[str]) -> tuple[Sample, ...]:
    return tuple(s for s in samples if s.image.rsplit("/", maxsplit=1)[-1] in names)


def _require(part: str, samples: Sequence[Sample], *, patients: int, images: int) -> None:
    held = len({sample.patient_id for sample in samples})
    if (held, len(samples)) != (patients, images):
        raise UsageError(
            f"{part} would be {len(samples)} radiographs of {held} patients, "
            f"not {images} of {patients}.",
            remedy="Give the whole ChestX-ray14 (missing=keep reads its list without images) and "
            "the published test list of 420.",
        )
