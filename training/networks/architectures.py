"""What each backbone is: its builder, the layer that the head stands on, its grey, its weights.

The networks were fitted to ImageNet with three habits of preprocessing. On a grey radiograph,
whose three channels are equal, each of them is a mean and a standard deviation per channel of
grey in [0, 1]:

* ``x / 127.5 - 1``: mean and standard deviation 0.5 (MobileNetV2).
* ImageNet's mean and standard deviation per channel (DenseNet, EfficientNetV2, ConvNeXt).
* Caffe's: blue, green, red in 0 to 255 less a mean per channel (ResNet, VGG). Equal channels make
  the exchange of red and blue a matter of which mean goes where, and the standard deviation is
  1/255, so that values span about -124 to 152. It is exact for grey, and for grey alone: a colour
  picture would need its channels exchanged, which a PreprocessSpec does not do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from training.choices import Backbone

PUBLISHED = "https://storage.googleapis.com/tensorflow/keras-applications"


@dataclass(frozen=True, slots=True)
class Normaliser:
    """Mean and standard deviation of grey in [0, 1], one value per channel."""

    mean: tuple[float, float, float]
    std: tuple[float, float, float]


SYMMETRIC = Normaliser((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
IMAGENET = Normaliser((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
CAFFE = Normaliser((103.939 / 255, 116.779 / 255, 123.68 / 255), (1 / 255, 1 / 255, 1 / 255))


@dataclass(frozen=True, slots=True)
class Architecture:
    """One backbone.

    ``builder`` is its name in keras.applications, ``features`` the layer whose maps the head
    averages, ``least_side`` the smallest picture in pixels. ``weights`` is the published ImageNet
    file below PUBLISHED, of which ``digest`` is the MD5 or SHA-256 as Keras lists it.
    """

    builder: str
    features: str
    normaliser: Normaliser
    weights: str
    digest: str
    least_side: int = 32
    options: Mapping[str, bool] = field(default_factory=dict)


def _kernels(folder: str, name: str) -> str:
    return f"{folder}/{name}_weights_tf_dim_ordering_tf_kernels_notop.h5"


ARCHITECTURES: dict[Backbone, Architecture] = {
    Backbone.MOBILENETV2: Architecture(
        builder="MobileNetV2",
        features="out_relu",
        normaliser=SYMMETRIC,
        weights="mobilenet_v2/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_{alpha}_224_no_top.h5",
        digest="",
    ),
    Backbone.DENSENET121: Architecture(
        builder="DenseNet121",
        features="relu",
        normaliser=IMAGENET,
        weights=_kernels("densenet", "densenet121"),
        digest="30ee3e1110167f948a6b9946edeeb738",
    ),
    Backbone.DENSENET201: Architecture(
        builder="DenseNet201",
        features="relu",
        normaliser=IMAGENET,
        weights=_kernels("densenet", "densenet201"),
        digest="c13680b51ded0fb44dff2d8f86ac8bb1",
    ),
    Backbone.RESNET50: Architecture(
        builder="ResNet50",
        features="conv5_block3_out",
        normaliser=CAFFE,
        weights=_kernels("resnet", "resnet50"),
        digest="4d473c1dd8becc155b73f8504c6f6626",
    ),
    Backbone.RESNET101: Architecture(
        builder="ResNet101",
        features="conv5_block3_out",
        normaliser=CAFFE,
        weights=_kernels("resnet", "resnet101"),
        digest="88cf7a10940856eca736dc7b7e228a21",
    ),
    Backbone.VGG16: Architecture(
        builder="VGG16",
        features="block5_pool",
        normaliser=CAFFE,
        weights=_kernels("vgg16", "vgg16"),
        digest="6d6bbae143d832006294945121d1f1fc",
    ),
    Backbone.VGG19: Architecture(
        builder="VGG19",
        features="block5_pool",
        normaliser=CAFFE,
        weights=_kernels("vgg19", "vgg19"),
        digest="253f8cb515780f3b799900260a226db6",
    ),
    Backbone.EFFICIENTNETV2B0: Architecture(
        builder="EfficientNetV2B0",
        features="top_activation",
        normaliser=IMAGENET,
        weights="efficientnet_v2/efficientnetv2-b0_notop.h5",
        digest="893217f2bb855e2983157299931e43ff",
        options={"include_preprocessing": False},
    ),
    Backbone.CONVNEXT_TINY: Architecture(
        builder="ConvNeXtTiny",
        features="features_norm",
        normaliser=IMAGENET,
        weights="convnext/convnext_tiny_notop.h5",
        digest="d547c096cabd03329d7be5562c5e14798aa39ed24b474157cef5e85ab9e49ef1",
        options={"include_preprocessing": False},
    ),
}


def features_of(backbone: Backbone) -> str:
    """Return the name of the layer whose maps the head averages."""
    return ARCHITECTURES[backbone].features
