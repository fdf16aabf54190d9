"""A digital thorax phantom: an analytic X-ray projection with known lung fields and heart width.

Real patients' radiographs are not shipped; this one is computed from closed formulas by Beer and
Lambert's law and says on its face that no patient was imaged.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from cxrviewer.imaging.opencv import cv2
from cxrviewer.imaging.phantom_anatomy import SIDES, Thorax, build_thorax, choose_habitus
from cxrviewer.imaging.phantom_bones import bone_thickness
from cxrviewer.imaging.phantom_detector import (
    GREATEST_VALUE,
    VALUE_BITS,
    compress,
    expose,
    quantise,
)
from cxrviewer.imaging.phantom_grid import Ellipsoid, Grid, Image
from cxrviewer.imaging.phantom_soft import (
    LUNG_DENSITY,
    airway_air,
    body_thickness,
    descending_aorta,
    effusion_share,
    lung_air,
    stomach_air,
)
from cxrviewer.imaging.phantom_vessels import vessel_thickness

__all__ = [
    "VALUE_BITS",
    "Effusion",
    "Nodule",
    "Phantom",
    "ThoraxPhantom",
    "View",
    "project",
]

MARKER = "SYNTHETIC - NO PATIENT"
WATER_PER_MM = 0.0195
BONE_PER_MM = 0.046
TOP_MM = -62.0
TEXTURE_MM = 1.1


class View(StrEnum):
    """The way of the beam: from behind on a standing patient, or from the front on a lying one."""

    PA = "PA"
    AP = "AP"


@dataclass(frozen=True, slots=True)
class Nodule:
    """A ball in a lung; ``x`` and ``y`` are millimetres, as the phantom's grid counts them."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Effusion:
    """Fluid at the bottom of one lung: side -1 is the image's left; ``height`` in millimetres."""

    side: int
    height: float

    def __post_init__(self) -> None:
        if self.side not in SIDES:
            raise ValueError(f"a lung lies on side -1 or 1, not {self.side}")


@dataclass(frozen=True, slots=True)
class ThoraxPhantom:
    """What to project. ``heart_width`` is millimetres; ``spacing`` millimetres per pixel."""

    seed: int
    rows: int = 2048
    columns: int = 1792
    spacing: float = 0.2
    heart_width: float = 124.0
    view: View = View.PA
    female: bool = False
    nodule: Nodule | None = None
    effusion: Effusion | None = None

    def __post_init__(self) -> None:
        if min(self.rows, self.columns) < 64 or not 0.05 <= self.spacing <= 10:
            raise ValueError(f"no detector has such a size: {self}")
        if not 80 <= self.heart_width <= 220:
            raise ValueError(f"no heart is {self.heart_width} mm wide")


@dataclass(frozen=True, slots=True, eq=False)
class Phantom:
    """A projected phantom.

    ``values`` is uint16, (rows, columns), 14 bits, MONOCHROME2; ``lung_mask`` is bool, same shape:
    lung fields without heart, mediastinum, diaphragm and fluid. Widths are millimetres.
    """

    values: NDArray[np.uint16]
    lung_mask: NDArray[np.bool_]
    heart_width_mm: float
    thorax_width_mm: float


@dataclass(frozen=True, slots=True)
class _Scene:
    """The solids of one phantom and the pixels that they are projected on."""

    phantom: ThoraxPhantom
    thorax: Thorax
    grid: Grid


def project(phantom: ThoraxPhantom) -> Phantom:
    """Return the radiograph of ``phantom``; the same phantom always gives the same pixels."""
    rng = np.random.default_rng(phantom.seed)
    scene = _build_scene(phantom, rng)
    body = body_thickness(scene.grid, scene.thorax)
    air, fields = lung_air(scene.grid, scene.thorax, _fluid(scene))
    water = _soft_tissue(scene, body, air, rng=rng)
    bone = bone_thickness(scene.grid, scene.thorax) * (body > 0)
    attenuation = water * np.float32(WATER_PER_MM) + bone * np.float32(BONE_PER_MM)
    density = compress(expose(attenuation, phantom.spacing, rng), phantom.spacing)
    values = quantise(density, body=body > 40)
    _mark(values)
    return Phantom(values, fields, scene.thorax.heart_width, scene.thorax.thorax_width)


def _build_scene(phantom: ThoraxPhantom, rng: np.random.Generator) -> _Scene:
    habitus = choose_habitus(
        rng,
        heart_width=phantom.heart_width,
        supine=phantom.view is View.AP,
        female=phantom.female,
    )
    grid = Grid(phantom.rows, phantom.columns, phantom.spacing, TOP_MM)
    return _Scene(phantom, build_thorax(habitus), grid)


def _fluid(scene: _Scene) -> Image | None:
    effusion = scene.phantom.effusion
    if effusion is None:
        return None
    return effusion_share(scene.grid, scene.thorax, side=effusion.side, height=effusion.height)


def _soft_tissue(scene: _Scene, body: Image, air: Image, *, rng: np.random.Generator) -> Image:
    """Return the tissue along each ray, as millimetres of water.

    ``body`` is the whole body's extent along the ray, ``air`` that of aerated lung in it.
    """
    grid, thorax, nodule = scene.grid, scene.thorax, scene.phantom.nodule
    vessels = np.minimum(vessel_thickness(grid, thorax, rng), air)
    if nodule is not None:
        radius = nodule.radius
        Ellipsoid(nodule.x, nodule.y, radius, radius, radius).add_to(vessels, grid)
    water = body - (1 - LUNG_DENSITY) * air * (1 + _texture(grid, rng)) + 1.15 * vessels
    water -= np.minimum(airway_air(grid) + stomach_air(grid, thorax), body)
    water += 0.06 * descending_aorta(grid)
    return np.maximum(water, np.float32(0))


def _texture(grid: Grid, rng: np.random.Generator) -> Image:
    """Return the fine unevenness of lung density, about -0.1 to 0.1."""
    step = TEXTURE_MM / 2
    size = (
        max(2, round(grid.columns * grid.spacing / step)),
        max(2, round(grid.rows * grid.spacing / step)),
    )
    noise = rng.standard_normal((size[1], size[0]), np.float32)
    fine = cv2.GaussianBlur(noise, (0, 0), 1.6) * 3 + cv2.GaussianBlur(noise, (0, 0), 6) * 6
    return np.asarray(
        cv2.resize(fine, (grid.columns, grid.rows), interpolation=cv2.INTER_CUBIC)
    ) * np.float32(0.012)


def _mark(values: NDArray[np.uint16]) -> None:
    """Burn in that no patient was imaged, and which side is which, in place."""
    ink = np.zeros(values.shape, np.uint8)
    scale = min(values.shape) / 1000
    margin, thickness = round(24 * scale), max(1, round(2.5 * scale))
    # Away from the corners, where viewers write.
    for text, size, place in (
        (MARKER, 0.8, (margin, values.shape[0] - round(120 * scale))),
        ("R", 2.0, (margin, round(220 * scale))),
    ):
        font = cv2.FONT_HERSHEY_SIMPLEX
        cv2.putText(ink, text, place, font, size * scale, 255, thickness, cv2.LINE_AA)
    drawn = ink > 0
    share = ink[drawn] / 255.0
    values[drawn] = np.rint(values[drawn] * (1 - share) + GREATEST_VALUE * share)
