"""The words that a recipe chooses from."""

from enum import StrEnum


class Backbone(StrEnum):
    """The convolutional part of a network; ``architectures`` says what each one is."""

    MOBILENETV2 = "mobilenetv2"
    DENSENET121 = "densenet121"
    DENSENET201 = "densenet201"
    RESNET50 = "resnet50"
    RESNET101 = "resnet101"
    VGG16 = "vgg16"
    VGG19 = "vgg19"
    EFFICIENTNETV2B0 = "efficientnetv2b0"
    CONVNEXT_TINY = "convnext_tiny"


class Head(StrEnum):
    """What stands behind the global average: one dense layer, or a hidden one of 128 before it."""

    LINEAR = "linear"
    HIDDEN = "hidden"


class Start(StrEnum):
    """Where the first weights come from; FILE and BUNDLE need the recipe's ``start_from``."""

    IMAGENET = "imagenet"
    FILE = "file"
    BUNDLE = "bundle"
    SCRATCH = "scratch"


class Optimizer(StrEnum):
    """How gradients move the weights."""

    ADAMW = "adamw"
    ADAM = "adam"
    NADAM = "nadam"
    SGD = "sgd"


class Loss(StrEnum):
    """What is made small.

    CROSS_ENTROPY leaves out unknown labels. WEIGHTED weighs a label's positives by the share of
    its negatives and the other way round. DICE and DICE_AND_CROSS_ENTROPY are for masks.
    """

    CROSS_ENTROPY = "cross_entropy"
    WEIGHTED = "weighted"
    DICE = "dice"
    DICE_AND_CROSS_ENTROPY = "dice_and_cross_entropy"


class Schedule(StrEnum):
    """The learning rate's course: warm-up and cosine to zero, or constant until a plateau."""

    COSINE = "cosine"
    PLATEAU = "plateau"
    CONSTANT = "constant"


class Keep(StrEnum):
    """Which weights a fit leaves: its last ones, or those of the lowest validation loss."""

    LAST = "last"
    BEST = "best"


class Parting(StrEnum):
    """How patients are parted: one share of each stratum, or a plan of ``split_plans``."""

    PATIENTS = "patients"
    OFFICIAL = "official"
    S0 = "s0"
    S1 = "s1"
    S3 = "s3"
