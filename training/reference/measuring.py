"""How often the input check is wrong: false alarms on sound radiographs, hits on spoilt ones."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cxrviewer.domain.doubts import DoubtCode
from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.inference.input_check import check_view
from cxrviewer.inference.models import BundleSegmenter
from cxrviewer.reading.load import load
from training.data.opening import open_sample
from training.data.samples import Sample
from training.reference.copies import EXPOSURE_COPIES, FIT_COPIES, lettered
from training.reference.gathering import is_child, limited, numbers_of, reference_split

OTHER_PICTURES = ("dicom/other_xray", "dicom/hard")
Codes = frozenset[DoubtCode]


def measure(segmenter: BundleSegmenter, data: Path, *, most: int) -> Iterator[str]:
    """Yield lines for people: what was found on how many validation patients."""
    samples = limited(reference_split(data).validation, most)
    adults = [sample for sample in samples if is_child(sample) == 0.0]
    children = [sample for sample in samples if is_child(sample) == 1.0]
    yield from _false_alarms(segmenter, adults, data)
    for name, members in _by_source(children).items():
        said = [check(segmenter, open_sample(s, data)) for s in members]
        yield _hits(f"children, {name}", DoubtCode.CHILD, said)
        yield _line(
            f"children, {name}: other doubts", [codes - {DoubtCode.CHILD} for codes in said]
        )
    yield from _spoilt(segmenter, adults, data)
    for folder in OTHER_PICTURES:
        pictures = _readable(sorted((data / folder).glob("*")))
        said = [check(segmenter, picture) for picture in pictures]
        yield _hits(f"other pictures, {folder}", DoubtCode.NOT_CHEST, said)


def check(segmenter: BundleSegmenter, radiograph: Radiograph) -> Codes:
    """Return the codes of the doubts that pixels and features raise."""
    view = segmenter.view(radiograph)
    return frozenset(doubt.code for doubt in check_view(radiograph, view, segmenter.reference))


def _false_alarms(
    segmenter: BundleSegmenter, adults: Sequence[Sample], data: Path
) -> Iterator[str]:
    everything: list[Codes] = []
    for name, members in _by_source(adults).items():
        said = [check(segmenter, open_sample(sample, data)) for sample in members]
        everything += said
        yield _line(f"sound adults, {name}", said)
    yield _line("sound adults, all", everything)


def _spoilt(segmenter: BundleSegmenter, adults: Sequence[Sample], data: Path) -> Iterator[str]:
    for spoiling in (*FIT_COPIES, *EXPOSURE_COPIES):
        copies = (spoiling.make(open_sample(s, data), numbers_of(s)) for s in adults)
        yield _hits(spoiling.name, spoiling.code, [check(segmenter, copy) for copy in copies])
    said = []
    for sample in adults:
        radiograph = open_sample(sample, data)
        lungs = segmenter.segment(radiograph).mask
        said.append(check(segmenter, lettered(radiograph, numbers_of(sample), lungs)))
    yield _hits("text over the lungs", DoubtCode.TEXT, said)


def _by_source(samples: Iterable[Sample]) -> dict[str, list[Sample]]:
    found: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        found[sample.source].append(sample)
    return dict(sorted(found.items()))


def _readable(paths: Iterable[Path]) -> Iterator[Radiograph]:
    for path in paths:
        try:
            yield load(path)
        except ReadingError:
            continue  # a file that is refused never gets to the input check


def _line(name: str, said: Sequence[Codes]) -> str:
    alarms = sum(bool(codes) for codes in said)
    counts = Counter(code.value for codes in said for code in codes)
    named = ", ".join(f"{code} {count}" for code, count in sorted(counts.items()))
    share = alarms / max(len(said), 1)
    return f"{name:45} doubted {alarms:4} of {len(said):4} = {share:6.1%}  {named}"


def _hits(name: str, code: DoubtCode, said: Sequence[Codes]) -> str:
    hits = sum(code in codes for codes in said)
    anyhow = sum(bool(codes) for codes in said)
    count = max(len(said), 1)
    return (
        f"{name:45} {code.value} {hits:4} of {len(said):4} = {hits / count:6.1%}; "
        f"doubted at all {anyhow / count:6.1%}"
    )
