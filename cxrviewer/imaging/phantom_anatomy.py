"""The measures of one digital thorax: where its solids lie, in millimetres.

Drawn from a seed within what is common in adults; every solid is a closed formula, so the lung
fields and the heart's width are known exactly.
"""

from dataclasses import dataclass

import numpy as np

from cxrviewer.imaging.phantom_grid import Ellipsoid

SIDES = (-1, 1)
"""The image's left (the patient's right) and the image's right."""


@dataclass(frozen=True, slots=True)
class Habitus:
    """The seed's choices. ``supine`` lifts the diaphragm and the clavicles and widens vessels."""

    thorax_width: float
    heart_width: float
    dome_tops: tuple[float, float]
    rib_step: float
    rib_drop: float
    knob_radius: float
    breast: float
    girth: float
    spine_shift: float
    supine: bool


@dataclass(frozen=True, slots=True)
class Lung:
    """One lung before heart, mediastinum and diaphragm cut into it.

    Two half ellipsoids share the equator at ``y``: a high one above and a low one below it. The
    upper one bends ``lean`` millimetres towards the midline, up to its apex.
    """

    side: int
    x: float
    y: float
    half_x: float
    above: float
    below: float
    lean: float
    half_z: float


@dataclass(frozen=True, slots=True)
class Thorax:
    """The solids that bound the lung fields. All are ellipsoids but the lungs and the pedicle."""

    habitus: Habitus
    lungs: tuple[Lung, Lung]
    domes: tuple[Ellipsoid, Ellipsoid]
    heart: tuple[Ellipsoid, ...]
    vessels: tuple[Ellipsoid, ...]

    @property
    def thorax_width(self) -> float:
        """Return the greatest inner width, in millimetres."""
        right, left = self.lungs
        return left.x + left.half_x - (right.x - right.half_x)

    @property
    def heart_width(self) -> float:
        """Return the horizontal extent of the heart's shadow, in millimetres."""
        return max(part.x + part.reach_x for part in self.heart) - min(
            part.x - part.reach_x for part in self.heart
        )


def choose_habitus(
    rng: np.random.Generator, *, heart_width: float, supine: bool, female: bool
) -> Habitus:
    """Return measures drawn from ``rng``."""
    width = float(rng.uniform(262, 284)) - (10 if female else 0)
    top = float(rng.uniform(214, 228)) - (26 if supine else 0)
    return Habitus(
        thorax_width=width,
        heart_width=heart_width,
        dome_tops=(top, top + float(rng.uniform(8, 15))),
        rib_step=float(rng.uniform(24.5, 27.0)) * (0.92 if supine else 1.0),
        rib_drop=float(rng.uniform(66, 78)),
        knob_radius=float(rng.uniform(15, 19)),
        breast=float(rng.uniform(13, 19)) if female else 0.0,
        girth=float(rng.uniform(0.95, 1.1)),
        spine_shift=float(rng.uniform(-1.5, 1.5)),
        supine=supine,
    )


def build_thorax(habitus: Habitus) -> Thorax:
    """Return the solids that belong to ``habitus``."""
    right, left = (_lung(side, habitus) for side in SIDES)
    return Thorax(
        habitus=habitus,
        lungs=(right, left),
        domes=(_dome(right, habitus.dome_tops[0]), _dome(left, habitus.dome_tops[1])),
        heart=_heart(habitus),
        vessels=_great_vessels(habitus),
    )


def _lung(side: int, habitus: Habitus) -> Lung:
    half = habitus.thorax_width / 4 + 1.5
    equator = habitus.dome_tops[0] - 48
    return Lung(
        side=side,
        x=side * (habitus.thorax_width / 2 - half),
        y=equator,
        half_x=half,
        above=equator + (0 if side < 0 else -2),
        below=142,
        lean=13,
        half_z=92,
    )


def _dome(lung: Lung, top: float) -> Ellipsoid:
    half_y = 92.0
    return Ellipsoid(lung.x - lung.side * 5, top + half_y, lung.half_x + 14, half_y, 88)


def _heart(habitus: Habitus) -> tuple[Ellipsoid, ...]:
    """Return ventricles and right atrium whose common width is the habitus' heart width."""
    top = habitus.dome_tops[1]
    angle = 0.42 if habitus.supine else 0.62
    scale = 0.47 * habitus.heart_width / Ellipsoid(0, 0, 70, 46, 66, angle).reach_x
    shape = Ellipsoid(0, 0, 70 * scale, 46 * scale, 66, angle)
    right_border = -0.335 * habitus.heart_width
    left_border = right_border + habitus.heart_width
    ventricles = Ellipsoid(
        left_border - shape.reach_x, top - 33, shape.half_x, shape.half_y, shape.half_z, angle
    )
    atrium_width = 30 * scale
    atrium = Ellipsoid(right_border + atrium_width, top - 42, atrium_width, 46, 56)
    return ventricles, atrium


def _great_vessels(habitus: Habitus) -> tuple[Ellipsoid, ...]:
    knob = habitus.knob_radius
    wide = 1.15 if habitus.supine else 1.0
    return (
        Ellipsoid(15 * wide, 74, knob, knob * 1.15, 30),
        Ellipsoid(10 * wide, 118, 25 * wide, 34, 28, -0.15),
        Ellipsoid(-8, 112, 20 * wide, 52, 26),
        Ellipsoid(6, 156, 38 * wide, 44, 30, 0.3),
        Ellipsoid(-30, 134, 13, 26, 16, 0.25),
        Ellipsoid(36, 124, 13, 24, 16, -0.3),
    )
