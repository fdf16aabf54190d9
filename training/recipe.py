"""A recipe: all that decides how a bundle is made, in one TOML file.

Unknown and missing fields are errors, so that a misspelt setting never becomes a default. Fields
that came later have a default: what was done before there was a choice. The run folder keeps a
copy of the recipe, defaults written out, beside what came out of it.
"""

import re
from pathlib import Path
from typing import Literal

import msgspec

from cxrviewer.bundle.manifest import Activation, Name, Task, Text, Version
from cxrviewer.domain.analysis import BundleStatus
from cxrviewer.domain.errors import UsageError
from cxrviewer.imaging.preprocess import (
    AspectRule,
    GreyMapping,
    Polarity,
    PreprocessSpec,
    Resizer,
)
from training.choices import (
    Backbone,
    Head,
    Keep,
    Loss,
    Optimizer,
    Parting,
    Schedule,
    Start,
)

RECIPES = Path(__file__).parent / "recipes"
FOLD = re.compile(r"(\d{1,3})/(\d{1,3})")


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of a recipe's tables: no unknown field."""


class InputPlan(Plan, frozen=True):
    """The tensor; see PreprocessSpec."""

    grey_mapping: GreyMapping
    percentiles: tuple[float, float]
    aspect: AspectRule
    height: int
    width: int
    channels: int
    mean: tuple[float, ...]
    std: tuple[float, ...]

    def preprocess_spec(self) -> PreprocessSpec:
        return PreprocessSpec(
            grey_mapping=self.grey_mapping,
            percentiles=self.percentiles,
            polarity=Polarity.MONOCHROME2,
            resizer=Resizer.AREA,
            aspect=self.aspect,
            height=self.height,
            width=self.width,
            channels=self.channels,
            mean=self.mean,
            std=self.std,
        )


class SplitPlan(Plan, frozen=True):
    """``validation_share`` of the patients of each stratum are kept out of the fit.

    Another ``parting`` than by patients has shares of its own and takes the ``seed`` alone.
    ``test_list`` is the CSV of S3's test images in the data folder. A ``fold`` such as (2, 5) keeps
    the second fifth of each stratum out instead, ``leave_out`` all patients of that source.
    """

    validation_share: float
    seed: int
    parting: Parting = Parting.PATIENTS
    test_list: str = ""
    fold: tuple[int, int] | None = None
    leave_out: str = ""

    def __post_init__(self) -> None:
        ways = (self.parting is not Parting.PATIENTS, self.fold is not None, self.leave_out != "")
        if sum(ways) > 1:
            raise ValueError("only one of parting, fold and leave_out can decide the split")
        if self.fold is not None and not 1 <= self.fold[0] <= self.fold[1]:
            raise ValueError("fold counts from 1: (2, 5) is the second of five")


class AugmentationPlan(Plan, frozen=True):
    """Ranges of the random changes, drawn anew for each picture and epoch.

    ``rotation`` in degrees to either side; ``scale`` and ``aspect`` as least and greatest factor
    (aspect is width over height); ``shift`` as a share of the side to either side; ``gamma`` as
    greatest factor to either side (1 is none); ``contrast`` and ``brightness`` in grey of [0, 1];
    ``noise`` as greatest standard deviation; ``blank_border`` as the chance of a blanked edge and
    ``flip`` as the chance of a mirror image, which also mirrors situs and markers.
    """

    rotation: float
    scale: tuple[float, float]
    aspect: tuple[float, float]
    shift: float
    gamma: float
    contrast: float
    brightness: float
    noise: float
    blank_border: float
    flip: float


class NetworkPlan(Plan, frozen=True):
    """``alpha`` is MobileNetV2's width and 1 for the others; ``dropout`` stands before the head.

    ``start_from`` is the file in the data folder, or the bundle's name, that a start from either
    needs. ``decoder`` lists a U-Net's filters from coarse to fine, and is empty for a classifier.
    """

    start: Start
    alpha: float
    dropout: float
    decoder: tuple[int, ...]
    backbone: Backbone = Backbone.MOBILENETV2
    head: Head = Head.LINEAR
    activation: Activation = Activation.SIGMOID
    start_from: str = ""


class PhasePlan(Plan, frozen=True):
    """A stretch of epochs with one learning rate and one choice of what moves.

    Either ``from_block`` names the first MobileNetV2 block whose weights move, -1 for none of the
    encoder; or ``last_layers`` counts, from the end of the backbone, the layers with weights that
    move, batch normalisations counted but never moved. The head always moves.
    """

    epochs: int
    learning_rate: float
    from_block: int | None = None
    last_layers: int | Literal["all"] | None = None

    def __post_init__(self) -> None:
        if (self.from_block is None) == (self.last_layers is None):
            raise ValueError("a phase needs either from_block or last_layers")


class PlateauPlan(Plan, frozen=True):
    """The rate is multiplied by ``factor`` after ``patience`` epochs without a lower loss."""

    factor: float
    patience: int


class FitPlan(Plan, frozen=True):
    """How the weights are moved.

    ``average`` is the momentum of a running mean of the weights, 0 for none. ``source_balance``
    evens out the sources within an epoch: 0 takes them as they are, 1 gives each the same share.
    ``label_smoothing`` moves 0 and 1 that far towards the middle. ``loss`` None is
    cross-entropy, for masks with Dice. ``momentum`` is SGD's.

    With Keep.LAST, no plateau and no ``stop_after``, nothing is chosen by validation.
    ``stop_after`` ends a phase after that many epochs without a lower validation loss.
    """

    batch_size: int
    seed: int
    weight_decay: float
    average: float
    source_balance: float
    label_smoothing: float
    phases: tuple[PhasePlan, ...]
    loss: Loss | None = None
    optimizer: Optimizer = Optimizer.ADAMW
    momentum: float = 0.0
    schedule: Schedule = Schedule.COSINE
    plateau: PlateauPlan | None = None
    stop_after: int | None = None
    keep: Keep = Keep.LAST

    def __post_init__(self) -> None:
        if (self.schedule is Schedule.PLATEAU) != (self.plateau is not None):
            raise ValueError("the schedule plateau and the table plateau need each other")
        if self.average and self.keep is Keep.BEST:
            raise ValueError("averaged weights are the last ones; keep best needs average = 0")

    @property
    def watches(self) -> bool:
        """Return whether an epoch's validation loss decides anything."""
        chosen = (self.plateau, self.stop_after)
        return self.keep is Keep.BEST or any(choice is not None for choice in chosen)


class DecisionPlan(Plan, frozen=True):
    """``calibrate`` is false where the data set's share of a disease means nothing elsewhere.

    ``threshold`` cuts a segmenter's probability and is None for a classifier.
    """

    calibrate: bool
    threshold: float | None = None


class CardPlan(Plan, frozen=True):
    """What a person must know before they use the bundle.

    ``sources`` gives the licence of every source of the data set. Ages are years.
    """

    title: Text
    status: BundleStatus
    intended_use: Text
    not_for: tuple[Text, ...]
    limits: tuple[Text, ...]
    authors: tuple[Text, ...]
    architecture: Text
    code_licence: Text
    weights_licence: Text
    sources: dict[str, Text]
    views: tuple[Text, ...]
    least_age: float
    started_from: Text


class Recipe(Plan, frozen=True):
    """One bundle from data to card; ``dataset_options`` are words to the data set's adapter."""

    name: Name
    version: Version
    task: Task
    dataset: str
    input: InputPlan
    split: SplitPlan
    augmentation: AugmentationPlan
    network: NetworkPlan
    fit: FitPlan
    decision: DecisionPlan
    card: CardPlan
    dataset_options: dict[str, str] = {}


def read_recipe(name_or_path: str) -> Recipe:
    """Return the recipe of that name, or the one in that TOML file."""
    path = Path(name_or_path)
    if path.suffix != ".toml":
        path = RECIPES / f"{name_or_path}.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Recipe)
    except FileNotFoundError:
        known = ", ".join(sorted(p.stem for p in RECIPES.glob("*.toml")))
        raise UsageError(
            "There is no such recipe.", remedy=f"Choose one of {known}, or a TOML file.", path=path
        ) from None
    except msgspec.DecodeError as error:
        raise UsageError(
            f"The recipe is not valid: {error}.", remedy="Correct that field.", path=path
        ) from error


def with_start(recipe: Recipe, start: Start) -> Recipe:
    """Return ``recipe`` with other first weights; from scratch everything moves from the first."""
    replace = msgspec.structs.replace
    network, fit, card = recipe.network, recipe.fit, recipe.card
    network = replace(network, start=start)
    if start is Start.SCRATCH:
        moving = tuple(replace(p, from_block=None, last_layers="all") for p in fit.phases)
        fit, card = replace(fit, phases=moving), replace(card, started_from="random weights")
    return replace(recipe, network=network, fit=fit, card=card)


def with_held_out(recipe: Recipe, *, fold: str = "", source: str = "") -> Recipe:
    """Return ``recipe`` with another validation part: a fold such as ``2/5``, or one source."""
    number = FOLD.fullmatch(fold)
    if fold and number is None:
        raise UsageError(f"{fold!r} is no fold.", remedy="Write 2/5 for the second of five.")
    held_out = tuple(map(int, number.groups())) if number else None
    try:
        split = msgspec.structs.replace(recipe.split, fold=held_out, leave_out=source)
    except ValueError as error:
        raise UsageError(f"The split is not possible: {error}.", remedy="Correct it.") from error
    return msgspec.structs.replace(recipe, split=split)


def encode_recipe(recipe: Recipe) -> bytes:
    """Return ``recipe`` as indented JSON, for the run folder."""
    return msgspec.json.format(msgspec.json.encode(recipe), indent=2) + b"\n"


def decode_recipe(content: bytes) -> Recipe:
    """Return the recipe that ``encode_recipe`` wrote."""
    return msgspec.json.decode(content, type=Recipe)
