"""Boxes that radiologists drew: ChestX-ray14's list and COCO files such as TBX11K's."""

import json
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxrviewer.domain.errors import UsageError
from training.data.samples import NIH_LABELS
from training.data.sources.tables import Row, read_table, read_text

NAME, LABEL, LEFT, TOP, WIDTH, HEIGHT = "Image Index", "Finding Label", "Bbox [x", "y", "w", "h]"
NIH_SIDE = 1024.0
OTHER_NAMES = {"Infiltrate": "Infiltration"}


@dataclass(frozen=True, slots=True)
class Box:
    """A box in pixels of the published image: left, top, width, height, all finite."""

    label: str
    left: float
    top: float
    width: float
    height: float


def read_nih_boxes(path: Path) -> dict[str, tuple[Box, ...]]:
    """Return image name -> boxes of BBox_List_2017.csv, in pixels of the 1024x1024 images."""
    boxes = defaultdict(list)
    for row in read_table(path, required=(NAME, LABEL, LEFT, TOP, WIDTH, HEIGHT)):
        boxes[row.text(NAME)].append(_nih_box(row))
    return {name: tuple(found) for name, found in boxes.items()}


def read_coco_boxes(path: Path) -> dict[str, tuple[Box, ...]]:
    """Return file name -> boxes of a COCO annotation file; an image without boxes is left out."""
    try:
        content: dict[str, Any] = json.loads(read_text(path))
        names = {int(image["id"]): str(image["file_name"]) for image in content["images"]}
        labels = {int(kind["id"]): str(kind["name"]) for kind in content["categories"]}
        boxes = defaultdict(list)
        for item in content["annotations"]:
            edges = _numbers(item["bbox"])
            boxes[names[int(item["image_id"])]].append(
                Box(labels[int(item["category_id"])], *edges)
            )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise UsageError(
            f"The file holds no COCO annotations ({error!r}).",
            remedy="Fetch the annotations again.",
            path=path,
        ) from error
    return {name: tuple(found) for name, found in boxes.items()}


def _nih_box(row: Row) -> Box:
    label = OTHER_NAMES.get(row.text(LABEL), row.text(LABEL))
    if label not in NIH_LABELS:
        raise row.error(f"There is no label {label} in ChestX-ray14.")
    try:
        left, top, width, height = _numbers(row.text(c) for c in (LEFT, TOP, WIDTH, HEIGHT))
    except ValueError:
        raise row.error("The box is not four numbers of a plausible size.") from None
    if left + width > NIH_SIDE or top + height > NIH_SIDE:
        raise row.error("The box leaves the image of 1024x1024 pixels.")
    return Box(label, left, top, width, height)


def _numbers(values: Iterable[Any]) -> tuple[float, float, float, float]:
    left, top, width, height = (float(value) for value in values)
    if not all(map(math.isfinite, (left, top, width, height))):
        raise ValueError("a box needs finite numbers")
    if min(left, top) < 0 or min(width, height) <= 0:
        raise ValueError("a box starts inside the image and has an area")
    return left, top, width, height
