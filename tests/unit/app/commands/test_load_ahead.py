"""One radiograph is decoded while another is analysed, and none twice."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from cxrviewer.app.commands.load_ahead import LoadAhead
from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import FileKind, Instance, Patient, Series, Study
from tests.data.radiographs import radiograph_of

PICTURE = radiograph_of(np.arange(64).reshape(8, 8))
FIRST, SECOND, THIRD = (
    Instance(path=Path(f"{n}.dcm"), kind=FileKind.DICOM, series=Series(Study(Patient())))
    for n in range(3)
)


class Decoder:
    def __init__(self) -> None:
        self.asked: list[str] = []
        self.second_is_asked = threading.Event()

    def load(self, instance: Instance) -> Radiograph:
        self.asked.append(instance.path.name)
        if instance is SECOND:
            self.second_is_asked.set()
        if instance is THIRD:
            raise ReadingError("The file is damaged.", remedy="Ask for another.")
        return PICTURE


@pytest.fixture
def decoder() -> Decoder:
    return Decoder()


@pytest.fixture
def ahead(decoder: Decoder) -> Iterator[LoadAhead]:
    ahead = LoadAhead(decoder.load)
    yield ahead
    ahead.close()


def test_that_the_next_radiograph_is_begun_before_it_is_asked_for(
    decoder: Decoder, ahead: LoadAhead
) -> None:
    assert ahead.take(FIRST, SECOND) is PICTURE
    assert decoder.second_is_asked.wait(10)
    ahead.take(SECOND, None)
    assert decoder.asked == ["0.dcm", "1.dcm"]


def test_that_a_file_that_cannot_be_read_is_told_when_its_turn_comes(ahead: LoadAhead) -> None:
    assert ahead.take(FIRST, THIRD) is PICTURE
    with pytest.raises(ReadingError):
        ahead.take(THIRD, SECOND)
    assert ahead.take(SECOND, None) is PICTURE


def test_that_another_than_the_expected_radiograph_can_be_taken(
    decoder: Decoder, ahead: LoadAhead
) -> None:
    ahead.take(FIRST, SECOND)
    assert ahead.take(FIRST, None) is PICTURE
    assert decoder.asked == ["0.dcm", "1.dcm", "0.dcm"]
