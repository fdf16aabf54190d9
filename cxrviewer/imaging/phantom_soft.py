"""Soft tissue and air of the digital thorax: body, lungs, mediastinum, airways."""

import numpy as np
from numpy.typing import NDArray

from cxrviewer.imaging.phantom_anatomy import SIDES, Lung, Thorax
from cxrviewer.imaging.phantom_grid import Ellipsoid, Grid, Image, Tube

LUNG_DENSITY = 0.27
"""Density of aerated lung relative to water."""


def body_thickness(grid: Grid, thorax: Thorax) -> Image:
    """Return the body's extent along each ray: trunk, neck, trapezius, shoulders and arms."""
    habitus = thorax.habitus
    half_width = habitus.thorax_width / 2 + 27 * habitus.girth
    fourth = _trunk(grid, half_width, 112 * habitus.girth) ** 4
    fourth += _neck(grid) ** 4
    for side in SIDES:
        for part in _shoulder(side):
            region = part.region(grid)
            fourth[region] += (2 * part.half_chord(*grid.at(region))) ** 4
    total = np.sqrt(np.sqrt(fourth))
    for side in SIDES:
        Ellipsoid(side * 100, 72, 62, 58, 7, side * 0.5).add_to(total, grid)
        if habitus.breast:
            _add_breast(total, grid, side, habitus.breast)
    return total


def _trunk(grid: Grid, half_width: float, half_depth: float) -> Image:
    """Return the trunk: an elliptic cylinder that narrows along the trapezius to the neck."""
    y = grid.y
    slope = np.clip((y + 52) / 80, 0, 1)
    width = half_width - 10 * np.clip((y - 190) / 150, 0, 1) ** 2
    width = 50 + (width + 22 * np.clip(1 - (y - 30) / 60, 0, 1) - 50) * slope**1.6
    across = np.minimum(np.abs(grid.x) / width, 1)
    depth = 2 * half_depth * (0.5 + 0.5 * np.sqrt(np.clip((y + 40) / 120, 0, 1)))
    return np.asarray(np.sqrt(1 - across * across * np.sqrt(across)) * depth, np.float32)


def _neck(grid: Grid) -> Image:
    across = np.minimum(np.abs(grid.x) / 57, 1)
    return np.asarray(np.sqrt(1 - across**2) * 116 * np.clip((40 - grid.y) / 60, 0, 1), np.float32)


def _shoulder(side: int) -> tuple[Ellipsoid, ...]:
    return (
        Ellipsoid(side * 88, 26, 96, 36, 50, side * 0.34),
        Ellipsoid(side * 152, 66, 56, 62, 50, side * 0.5),
        Ellipsoid(side * 204, 150, 44, 122, 46, side * -0.08),
    )


def _add_breast(image: Image, grid: Grid, side: int, depth: float) -> None:
    """Add a breast, whose upper slope runs out on the chest wall, in place."""
    shape = Ellipsoid(side * 86, 196, 64, 70, depth, side * 0.12)
    region = shape.region(grid)
    x, y = grid.at(region)
    slope = np.clip((y - np.float32(shape.y - 62)) / 105, 0, 1)
    image[region] += shape.half_chord(x, y) * np.asarray(slope * slope * 2, np.float32)


def lung_half_depth(lung: Lung, x: Image, y: Image) -> Image:
    """Return half of the lung's extent along each ray, before anything cuts into it."""
    down = (y - np.float32(lung.y)) / np.where(y < lung.y, lung.above, lung.below)
    middle = lung.x - lung.side * lung.lean * np.minimum(down, 0) ** 2
    across = (x - middle.astype(np.float32)) * np.float32(1 / lung.half_x)
    vertical = (np.abs(down) ** 2.3).astype(np.float32)
    inside = np.maximum(1 - across * across - vertical, np.float32(0))
    return np.sqrt(np.sqrt(inside)) * np.float32(lung.half_z)


def pedicle_half_depth(grid: Grid, thorax: Thorax) -> Image:
    """Return half of the extent of the tissue between the lungs: a column of changing width."""
    wide = 1.15 if thorax.habitus.supine else 1.0
    y = grid.y
    neck = 26 * np.clip((30 - y) / 60, 0, 1) ** 1.5
    right = (
        19 + neck + 6 * np.clip((y - 20) / 50, 0, 1) - 4 * np.clip((y - 150) / 60, 0, 1)
    ) * wide
    left = (17 + neck + 3 * np.clip((y - 60) / 90, 0, 1)) * wide
    across = np.abs(grid.x) / np.where(grid.x < 0, right, left)
    return np.asarray(np.sqrt(np.sqrt(np.maximum(1 - across**2, 0))) * 78, np.float32)


def lung_air(grid: Grid, thorax: Thorax, fluid: Image | None) -> tuple[Image, NDArray[np.bool_]]:
    """Return the extent of aerated lung along each ray, and the lung fields without the heart.

    ``fluid`` is the share of each ray's lung that an effusion has taken, 0 to 1.
    """
    air, fields = grid.empty(), np.zeros((grid.rows, grid.columns), np.bool_)
    pedicle = pedicle_half_depth(grid, thorax)
    for lung, dome in zip(thorax.lungs, thorax.domes, strict=True):
        region = grid.region(
            (lung.x - lung.half_x, lung.x + lung.half_x), (lung.y - lung.above, lung.y + lung.below)
        )
        x, y = grid.at(region)
        depth = lung_half_depth(lung, x, y)
        solid = 2 * np.minimum(pedicle[region], depth)
        belly = _below_dome(dome, x, y)
        solid = np.maximum(solid, 2 * np.minimum(belly, depth))
        blocked = (pedicle[region] > 0) | (belly > 0)
        for part in (*thorax.heart, *thorax.vessels):
            chord = part.half_chord(x, y)
            solid = np.maximum(solid, 2 * np.minimum(chord, depth))
            blocked |= chord > 0
        rest = np.maximum(2 * depth - solid, 0)
        if fluid is not None:
            rest *= 1 - fluid[region]
            blocked |= fluid[region] > 0.5
        np.maximum(air[region], rest, out=air[region])
        fields[region] |= (depth > 0) & ~blocked
    return air, fields


def _below_dome(dome: Ellipsoid, x: Image, y: Image) -> Image:
    """Return half of the belly's extent along each ray: steep at the dome, full further down."""
    curve = np.sqrt(np.sqrt(dome.inside(x, np.minimum(y, np.float32(dome.y)))))
    return curve * np.float32(dome.half_z)


def effusion_share(grid: Grid, thorax: Thorax, *, side: int, height: float) -> Image:
    """Return how much of each ray's lung is fluid: a level with a meniscus along the chest wall."""
    lung = thorax.lungs[0 if side < 0 else 1]
    dome = thorax.domes[0 if side < 0 else 1]
    inward = np.maximum(lung.x * side + lung.half_x - grid.x * side, 0)
    level = dome.y - dome.half_y + 34 - height * (0.45 + 0.55 * np.exp(-inward / 34))
    share = np.clip((grid.y - level) / 26, 0, 1) * (grid.x * side > 0)
    return np.asarray(np.sqrt(share), np.float32)


def airway_air(grid: Grid) -> Image:
    """Return the extent of air in trachea and main bronchi along each ray."""
    air = grid.empty()
    trachea = Tube((1.0, -120.0), (2.0, 98.0), 9.6, 9.0)
    branches = (
        Tube((2.0, 96.0), (-22.0, 124.0), 7.6, 5.6),
        Tube((2.0, 96.0), (32.0, 128.0), 6.6, 4.8),
        Tube((-22.0, 124.0), (-34.0, 150.0), 4.6, 3.0),
        Tube((32.0, 128.0), (46.0, 150.0), 3.8, 2.6),
    )
    for tube in (trachea, *branches):
        tube.merge_into(air, grid)
    return air


def stomach_air(grid: Grid, thorax: Thorax) -> Image:
    """Return the extent of the gas under the left dome along each ray."""
    air = grid.empty()
    dome = thorax.domes[1]
    top = dome.y - dome.half_y
    Ellipsoid(dome.x - 4, top + 27, 25, 15, 20, 0.15).add_to(air, grid, density=0.8)
    if not thorax.habitus.supine:
        air *= np.clip((np.float32(top + 32) - grid.y) / 2, 0, 1)
    for across, down, size in ((34, 40, 10), (40, 58, 12), (30, 74, 9)):
        Ellipsoid(dome.x + across, top + down, size, size * 0.8, 9).add_to(air, grid, density=0.6)
    return air


def descending_aorta(grid: Grid) -> Image:
    """Return the extent of the descending aorta along each ray."""
    image = grid.empty()
    Tube((19.0, 80.0), (13.0, 340.0), 13.0, 11.0).merge_into(image, grid)
    return image
