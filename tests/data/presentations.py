"""Makes presentation states as files."""

from typing import Any

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import generate_uid

from cxrviewer.reading.presentation import PRESENTATION_STATE


def presentation_of(*images: Dataset, **elements: Any) -> Dataset:
    """Return a state for ``images`` of one study; ``elements`` are set by keyword."""
    dataset = Dataset()
    dataset.SOPClassUID, dataset.SOPInstanceUID = PRESENTATION_STATE, generate_uid()
    dataset.SeriesInstanceUID = generate_uid()
    dataset.Modality, dataset.ContentLabel = "PR", "LUNGS"
    series = Dataset()
    series.ReferencedImageSequence = Sequence([reference_to(image) for image in images])
    dataset.ReferencedSeriesSequence = Sequence([series])
    if images:
        dataset.StudyInstanceUID = images[0].StudyInstanceUID
        series.SeriesInstanceUID = images[0].SeriesInstanceUID
    for keyword, value in elements.items():
        setattr(dataset, keyword, value)
    return dataset


def reference_to(image: Dataset) -> Dataset:
    item = Dataset()
    item.ReferencedSOPClassUID = image.SOPClassUID
    item.ReferencedSOPInstanceUID = image.SOPInstanceUID
    return item


def item_of(**elements: Any) -> Dataset:
    item = Dataset()
    for keyword, value in elements.items():
        setattr(item, keyword, value)
    return item


def window_item(center: float, width: float) -> Sequence:
    return Sequence([item_of(WindowCenter=center, WindowWidth=width)])


def figure(kind: str, data: list[float], **more: Any) -> Dataset:
    return item_of(
        GraphicAnnotationUnits=more.pop("units", "PIXEL"),
        GraphicDimensions=2,
        NumberOfGraphicPoints=len(data) // 2,
        GraphicData=data,
        GraphicType=kind,
        **more,
    )


def annotations(*figures: Dataset, texts: tuple[Dataset, ...] = ()) -> Sequence:
    return Sequence(
        [
            item_of(
                GraphicLayer="LAYER",
                GraphicObjectSequence=Sequence(figures),
                TextObjectSequence=Sequence(texts),
            )
        ]
    )
