"""Vessels of the lungs: seeded trees of tapering tubes that spring from the hila."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cxrviewer.imaging.phantom_anatomy import SIDES, Thorax
from cxrviewer.imaging.phantom_grid import Grid, Image, Tube

LEAST_RADIUS = 0.45


@dataclass(frozen=True, slots=True)
class Twig:
    """The next piece of a vessel: where it starts, where it points (radians), how wide it is."""

    x: float
    y: float
    heading: float
    radius: float


def vessel_thickness(grid: Grid, thorax: Thorax, rng: np.random.Generator) -> Image:
    """Return the vessels' extent along each ray."""
    image = grid.empty()
    bottom = thorax.habitus.dome_tops[0]
    for side in SIDES:
        hilum = (side * 40.0, (122.0 if side > 0 else 132.0) * bottom / 220)
        for stem in _stems(side, hilum, rng):
            for tube in _grow(stem, rng):
                tube.merge_into(image, grid)
    return image


def _stems(side: int, hilum: tuple[float, float], rng: np.random.Generator) -> Iterator[Twig]:
    """Yield the vessels that leave a hilum, upwards, outwards and, the strongest, downwards."""
    headings = (-1.35, -1.0, -0.6, -0.15, 0.3, 0.65, 0.95, 1.2, 1.42)
    radii = (4.2, 4.0, 3.4, 3.0, 3.6, 4.4, 5.2, 6.6, 5.2)
    for heading, radius in zip(headings, radii, strict=True):
        turned = heading + float(rng.normal(0, 0.08))
        x, y = hilum[0] + float(rng.normal(0, 3)), hilum[1] + 12 * heading
        yield Twig(
            x, y, turned if side > 0 else np.pi - turned, radius * float(rng.uniform(0.85, 1.1))
        )


def _grow(stem: Twig, rng: np.random.Generator) -> Iterator[Tube]:
    """Yield the pieces of one tree; a parent's area is shared by its two branches."""
    waiting = [stem]
    while waiting:
        twig = waiting.pop()
        if twig.radius < LEAST_RADIUS:
            continue
        length = 5.5 + 3.2 * twig.radius + float(rng.exponential(2.5))
        heading = twig.heading + float(rng.normal(0, 0.12))
        end = twig.x + length * np.cos(heading), twig.y + length * np.sin(heading)
        yield Tube((twig.x, twig.y), end, twig.radius, twig.radius * 0.9)
        share = float(rng.uniform(0.55, 0.86))
        spread = float(rng.uniform(0.3, 0.75)) * (1 if rng.random() < 0.5 else -1)
        for part, turn in ((share, -0.3 * spread), (1 - share, spread)):
            waiting.append(Twig(*end, heading + turn, twig.radius * 0.9 * part**0.5 * 0.96))
