"""What a report says of the models."""

from collections.abc import Iterable

from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.report.content import BundleDescription


def describe_bundles(bundles: Iterable[ModelBundle]) -> tuple[BundleDescription, ...]:
    return tuple(
        BundleDescription(bundle.identity, bundle.manifest.title, bundle.manifest.limits)
        for bundle in bundles
    )
