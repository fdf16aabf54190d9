"""Every parser under spoilt inputs: our own error types or a valid value, in time."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxrviewer.reading.reader import Reader
from tests.fuzz.parsers import TARGETS, regressions
from tests.fuzz.target import Bench, Target, check_sentence

REPOSITORY = Path(__file__).resolve().parents[2]
REGRESSIONS = Path(__file__).parent / "regressions"
EXAMPLES = 25
FIXED_INPUTS = 40

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits memory as Linux does")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with Reader() as reader:
        yield Bench(
            tmp_path_factory.mktemp("bench"),
            scan=lambda path: next(iter(reader.scan([path]))),
            load=reader.load,
        )


@pytest.mark.parametrize("target", TARGETS.values(), ids=list(TARGETS))
@given(place=st.integers(0, 100), chance=st.randoms(use_true_random=False))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_that_a_spoilt_input_is_answered_or_refused(
    bench: Bench, target: Target, place: int, chance: Random
) -> None:
    seeds = target.seeds()
    target.run(target.mutate(seeds[place % len(seeds)], seeds, chance), bench)


@pytest.mark.parametrize("target", TARGETS.values(), ids=list(TARGETS))
def test_that_seeds_and_inputs_that_failed_once_are_answered(bench: Bench, target: Target) -> None:
    known = [path.read_bytes() for path in regressions(REGRESSIONS, target)]
    for data in (*target.seeds(), *known):
        target.run(data, bench)


def test_that_every_kept_input_belongs_to_a_target() -> None:
    assert {path.name for path in REGRESSIONS.iterdir()} <= set(TARGETS)


def test_that_a_fixed_sequence_is_answered_within_limits_of_memory_and_time() -> None:
    line = [sys.executable, "scripts/fuzz", "all", "--count", str(FIXED_INPUTS)]
    done = subprocess.run(line, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(re.findall("nothing found", done.stdout)) == len(TARGETS)


@pytest.mark.parametrize(
    "cause", ["", "The file is damaged (AttributeError).", "It holds \u202e text."]
)
def test_that_a_senseless_refusal_is_a_finding(cause: str) -> None:
    with pytest.raises(AssertionError):
        check_sentence(cause)
