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


def complete_state(image: Dataset, **elements: Any) -> Dataset:
    """Return a state with all that PS3.3 A.33.1 demands, which strict readers want."""
    moment = {"Date": "20240131", "Time": "120000"}
    state = presentation_of(
        image,
        PatientName=image.PatientName,
        PatientID=image.PatientID,
        PatientBirthDate="",
        PatientSex="",
        StudyDate=moment["Date"],
        StudyTime=moment["Time"],
        ReferringPhysicianName="",
        StudyID="",
        AccessionNumber="",
        SeriesNumber=1,
        InstanceNumber=1,
        Manufacturer="Test",
        ContentDescription="",
        PresentationCreationDate=moment["Date"],
        PresentationCreationTime=moment["Time"],
        ContentCreatorName="",
        DisplayedAreaSelectionSequence=area_item([1, 1], [image.Columns, image.Rows]),
    )
    if "PresentationLUTSequence" not in elements:
        state.PresentationLUTShape = "IDENTITY"
    for keyword, value in elements.items():
        setattr(state, keyword, value)
    return state


def area_item(first: list[int], last: list[int], **more: Any) -> Sequence:
    """Return a displayed area between two pixels, (column, row) from 1."""
    elements = {"PresentationSizeMode": "SCALE TO FIT", "PresentationPixelAspectRatio": [1, 1]}
    return Sequence(
        [
            item_of(
                DisplayedAreaTopLeftHandCorner=first,
                DisplayedAreaBottomRightHandCorner=last,
                **elements | more,
            )
        ]
    )
