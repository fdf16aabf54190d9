"""Which mask belongs to which image."""

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path

from cxrviewer.domain.errors import UsageError
from training.data.sources.folders import Missing, rule_of

MASK_SUFFIXES = frozenset({".png", ".gif", ".jpg", ".jpeg", ".bmp"})

log = logging.getLogger(__name__)


def masks_by_stem(folder: Path, *, ending: str = "") -> dict[str, Path]:
    """Return image stem -> mask of the masks in ``folder``, whose stems end in ``ending``."""
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in MASK_SUFFIXES:
            continue
        if not path.stem.endswith(ending):
            raise UsageError(
                f"The mask's name does not end in {ending}.",
                remedy="Give it the name of its image and that ending, or move it elsewhere.",
                path=path,
            )
        stem = path.stem.removesuffix(ending)
        if stem in found:
            raise UsageError(
                f"{found[stem].name} is a mask of the same image.",
                remedy="Remove one of them.",
                path=path,
            )
        found[stem] = path
    return found


def pair(
    images: Iterable[Path], mask_of: Mapping[str, Path], *, missing: str = Missing.REFUSE
) -> list[tuple[Path, Path]]:
    """Return each image with its mask; a mask without an image is refused.

    An image without a mask is refused, or with missing=leave-out left out.
    """
    rule = rule_of(missing)
    if rule is Missing.KEEP:
        raise UsageError("An image cannot do without its mask.", remedy="Use missing=leave-out.")
    by_stem = {image.stem: image for image in images}
    for stem, mask in mask_of.items():
        if stem not in by_stem:
            raise UsageError(
                "The mask has no image of its name.", remedy="Fetch the image again.", path=mask
            )
    bare = [image for stem, image in by_stem.items() if stem not in mask_of]
    if bare and rule is Missing.REFUSE:
        raise UsageError(
            "The image has no mask.", remedy="Fetch it, or use missing=leave-out.", path=bare[0]
        )
    if bare:
        log.warning("%d of %d images have no mask and are left out", len(bare), len(by_stem))
    return [(image, mask_of[stem]) for stem, image in by_stem.items() if stem in mask_of]
