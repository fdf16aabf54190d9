"""Is this a radiograph that the models were made for? Asked before any score is shown.

Some answers come from the file (age), some from the pixels (clipping, letters, lungs cut off), the
rest from the features of the lungs network: their distance from those of its own training
radiographs, in the manner of Lee et al. (NeurIPS 2018), and probes that know inverted, turned,
cut and children's radiographs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cxrviewer.bundle.manifest import AcceptedInput
from cxrviewer.bundle.reference import InputReference
from cxrviewer.domain.analysis import LungMask
from cxrviewer.domain.doubts import Doubt, DoubtCode
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.soundness import (
    Sample,
    clipped_shares,
    cut_share,
    letters_over,
    lone_lung_offset,
    noise_share,
    sample_of,
)

# The least share found on 649 chest radiographs (Shenzhen, Montgomery, DICOM samples) was 0.089.
LEAST_LUNG_FRACTION = 0.05
# docs/input-check.md tells what sound radiographs and spoilt copies measure.
MOST_BLACK = 0.02
MOST_WHITE = 0.02
MOST_NOISE = 0.08
LEAST_GREYS = 40
MOST_CUT = 0.35
MOST_LETTERS = 2
LEAST_OFFSET = 0.12
DAYS_PER = {"D": 1.0, "W": 7.0, "M": 30.44, "Y": 365.25}

SENTENCES = {
    DoubtCode.NOT_CHEST: "This may be no frontal chest radiograph.",
    DoubtCode.LATERAL: "One lung field in the middle, as on a lateral view.",
    DoubtCode.INVERTED: "Black and white look inverted.",
    DoubtCode.ROTATED: "The radiograph does not look upright.",
    DoubtCode.CROPPED: "The lungs look cut off at the edge of the picture.",
    DoubtCode.EXPOSURE: "The exposure is poor: clipped, noisy, or of too few greys.",
    DoubtCode.CHILD: "This looks like a child; the models know adults.",
    DoubtCode.TEXT: "Text lies over the lungs.",
}
CHILD_BY_FILE = "The file says that this is a child; not every model knows children."
PROBE_FIGURE = "score of the probe"


@dataclass(frozen=True, slots=True, eq=False)
class LungView:
    """What the lungs network saw.

    ``fields`` is bool, on its own grid without padding; ``pooled`` are its pooled features,
    float32 (d,).
    """

    mask: LungMask
    fields: NDArray[np.bool_]
    pooled: NDArray[np.float32]


def check_header(radiograph: Radiograph, accepted: Sequence[AcceptedInput]) -> tuple[Doubt, ...]:
    """Return the doubt that the file itself raises; ``accepted`` is what each classifier takes."""
    years = age_in_years(radiograph.instance.study.age)
    least = max((x.least_age for x in accepted if x.least_age is not None), default=0.0)
    if years is None or years >= least:
        return ()
    return (Doubt(DoubtCode.CHILD, CHILD_BY_FILE, "years of age", years, least),)


def check_view(
    radiograph: Radiograph, view: LungView, reference: InputReference | None
) -> tuple[Doubt, ...]:
    """Return the doubts that pixels and features raise, each code once.

    Without a ``reference`` nobody has said how far the network's lung fields can be trusted, and
    only their size is judged.
    """
    found: list[Doubt] = []
    if reference is not None:
        found += (*_by_features(view, reference), *_by_pixels(radiograph, view))
    if radiograph.instance.synthetic or age_in_years(radiograph.instance.study.age) is not None:
        # A computed thorax has no age, and a file that gives one is believed: see check_header.
        found = [doubt for doubt in found if doubt.code is not DoubtCode.CHILD]
    if view.mask.fraction < LEAST_LUNG_FRACTION:
        figure = "share of the picture that is lung"
        doubt = _doubt(DoubtCode.NOT_CHEST, figure, view.mask.fraction, LEAST_LUNG_FRACTION)
        found.insert(0, doubt)
    return once_each(found)


def once_each(doubts: Sequence[Doubt]) -> tuple[Doubt, ...]:
    """Return the first doubt of each code, in the order of the codes."""
    first: dict[DoubtCode, Doubt] = {}
    for doubt in doubts:
        first.setdefault(doubt.code, doubt)
    return tuple(first[code] for code in DoubtCode if code in first)


def age_in_years(age: str) -> float | None:
    """Return a DICOM age string (PS3.5 6.2, AS) in years; None where it is none."""
    if len(age) != 4 or not age[:3].isdecimal() or age[3] not in DAYS_PER:
        return None
    return int(age[:3]) * DAYS_PER[age[3]] / DAYS_PER["Y"]


def _by_features(view: LungView, reference: InputReference) -> Iterator[Doubt]:
    distance = reference.distance(view.pooled)
    if distance > reference.limit:
        figure = "distance from the training radiographs"
        yield _doubt(DoubtCode.NOT_CHEST, figure, distance, reference.limit)
    said = zip(reference.codes, reference.logits(view.pooled), reference.limits, strict=True)
    for code, logit, limit in said:
        if logit > limit:
            yield _doubt(code, PROBE_FIGURE, float(logit), float(limit))


def _by_pixels(radiograph: Radiograph, view: LungView) -> Iterator[Doubt]:
    sample = sample_of(radiograph)
    offset = lone_lung_offset(view.fields)
    if offset is not None and offset < LEAST_OFFSET:
        figure = "distance of the only lung from the middle, as a share of the width"
        yield _doubt(DoubtCode.LATERAL, figure, offset, LEAST_OFFSET)
    cut = cut_share(view.fields)
    if cut > MOST_CUT:
        figure = "share of one edge of the picture that is lung"
        yield _doubt(DoubtCode.CROPPED, figure, cut, MOST_CUT)
    for figure, measured, limit in _exposure(view, sample):
        yield _doubt(DoubtCode.EXPOSURE, figure, measured, limit)
    letters = letters_over(sample.grey, view.fields)
    if letters > MOST_LETTERS:
        yield _doubt(DoubtCode.TEXT, "letters in a line", letters, MOST_LETTERS)


def _exposure(view: LungView, sample: Sample) -> Iterator[tuple[str, float, float]]:
    black, white = clipped_shares(sample.grey, view.fields)
    if black > MOST_BLACK:
        yield "share of the lungs that is plain black", black, MOST_BLACK
    if white > MOST_WHITE:
        yield "share of the chest that is plain white", white, MOST_WHITE
    if (noise := noise_share(sample.grey)) > MOST_NOISE:
        yield "noise as a share of the greys in use", noise, MOST_NOISE
    if sample.levels < LEAST_GREYS:
        yield "different greys", sample.levels, LEAST_GREYS


def _doubt(code: DoubtCode, figure: str, measured: float, limit: float) -> Doubt:
    return Doubt(code, SENTENCES[code], figure, measured, limit)
