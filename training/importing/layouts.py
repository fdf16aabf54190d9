"""What the published checkpoints expect of a radiograph, and what their outputs mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxrviewer.domain.errors import UsageError
from cxrviewer.imaging.preprocess import (
    AspectRule,
    GreyMapping,
    Polarity,
    PreprocessSpec,
    Resizer,
)
from training.data.samples import NIH_LABELS

SIDE = 224
TORCHXRAYVISION_LABELS = (
    "Atelectasis",
    "Consolidation",
    "Infiltration",
    "Pneumothorax",
    "Edema",
    "Emphysema",
    "Fibrosis",
    "Effusion",
    "Pneumonia",
    "Pleural_Thickening",
    "Cardiomegaly",
    "Nodule",
    "Mass",
    "Hernia",
    "Lung Lesion",
    "Fracture",
    "Lung Opacity",
    "Enlarged Cardiomediastinum",
)


@dataclass(frozen=True, slots=True)
class Layout:
    """One family of checkpoints.

    ``all_trained`` says that every head of every checkpoint of this family has learned its label;
    otherwise the checkpoint, or the person, must say which have. ``data`` is on what terms the
    radiographs stand that such networks were fitted on.
    """

    name: str
    title: str
    labels: tuple[str, ...]
    all_trained: bool
    mean: tuple[float, ...]
    std: tuple[float, ...]
    data: str
    limits: str

    @property
    def channels(self) -> int:
        return len(self.mean)

    def preprocess_spec(self) -> PreprocessSpec:
        """Return the square in the middle, shrunk as Pillow and torchvision shrink."""
        return PreprocessSpec(
            grey_mapping=GreyMapping.EIGHT_BIT,
            percentiles=(0.0, 100.0),
            polarity=Polarity.MONOCHROME2,
            resizer=Resizer.TRIANGLE,
            aspect=AspectRule.CROP,
            height=SIDE,
            width=SIDE,
            channels=self.channels,
            mean=self.mean,
            std=self.std,
        )


@dataclass(frozen=True, slots=True)
class Heads:
    """The outputs in order; ``trained`` says which of them have learned anything."""

    labels: tuple[str, ...]
    trained: tuple[bool, ...]


CHEXNET = Layout(
    name="chexnet",
    title="CheXNet layout, imported",
    labels=NIH_LABELS,
    all_trained=True,
    mean=(0.485, 0.456, 0.406),
    std=(0.229, 0.224, 0.225),
    data="ChestX-ray14, NIH Clinical Center: attribution to Wang et al., CVPR 2017",
    limits="Labels of ChestX-ray14 were mined from reports by software.",
)
TORCHXRAYVISION = Layout(
    name="torchxrayvision",
    title="TorchXRayVision layout, imported",
    labels=TORCHXRAYVISION_LABELS,
    all_trained=False,
    # (2 x - 1) * 1024 for grey x in [0, 1].
    mean=(0.5,),
    std=(1.0 / 2048.0,),
    data="The data sets that the checkpoint's name lists, each on its own terms",
    limits=(
        "Scores are the sigmoid of the network's logits; the library itself stretches them around "
        "its thresholds, which changes the numbers but not their order."
    ),
)
LAYOUTS = {layout.name: layout for layout in (CHEXNET, TORCHXRAYVISION)}


def heads_of(layout: Layout, names: Sequence[str] | None, count: int) -> Heads:
    """Return the heads of a network with ``count`` outputs.

    ``names`` are the labels as the file or the person gives them, an empty one for a head that was
    never trained; None where neither says anything. Raises UsageError where they do not fit.
    """
    if names is None:
        if not layout.all_trained:
            raise UsageError(
                "The checkpoint does not say which of its heads were trained.",
                remedy="Name them with --labels, in order, with nothing between two commas for a "
                "head that was not.",
            )
        names = layout.labels
    if len(names) != count:
        raise UsageError(
            f"The checkpoint has {count} outputs, but {len(names)} labels are named.",
            remedy="Choose the other layout, or name all outputs with --labels.",
        )
    given = [name for name in names if name]
    if not given or len(set(given)) != len(given):
        raise UsageError(
            "The labels name no trained head, or one label twice.", remedy="Correct --labels."
        )
    return Heads(
        tuple(name or f"Untrained head {number}" for number, name in enumerate(names, start=1)),
        tuple(bool(name) for name in names),
    )
