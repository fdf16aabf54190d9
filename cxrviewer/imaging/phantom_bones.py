"""Bones of the digital thorax: ribs, spine, clavicles, shoulder blades."""

from dataclasses import dataclass

import numpy as np

from cxrviewer.imaging.phantom_anatomy import SIDES, Habitus, Thorax
from cxrviewer.imaging.phantom_grid import Ellipsoid, Grid, Image, Tube, shell

RIBS = 10


@dataclass(frozen=True, slots=True)
class Rib:
    """One rib: half an ellipse from the spine round the chest wall to its front end.

    The ellipse is (``reach``, ``drop`` / 2) large; its middle lies at (``x``, ``y``), and
    ``lean`` lowers it by so many millimetres for each millimetre outwards.
    """

    side: int
    x: float
    y: float
    reach: float
    drop: float
    lean: float
    half_height: float
    front: float


def bone_thickness(grid: Grid, thorax: Thorax) -> Image:
    """Return the bone along each ray, as millimetres of compact bone."""
    bone = grid.empty()
    for side in SIDES:
        for number in range(RIBS):
            _add_rib(bone, grid, _rib(number, side, thorax))
        _add_clavicle(bone, grid, side, lift=10.0 if thorax.habitus.supine else 0.0)
        _add_shoulder(bone, grid, side, inward=14.0 if thorax.habitus.supine else 0.0)
    _add_spine(bone, grid, thorax.habitus)
    return bone


def _rib(number: int, side: int, thorax: Thorax) -> Rib:
    """Return rib ``number`` + 1: upper ribs are short and steep, lower ones long and leaning."""
    habitus = thorax.habitus
    depth = min(number / 5, 1.0)
    drop = habitus.rib_drop * (0.62 + 0.38 * depth) + 3 * max(number - 5, 0)
    start = 4 + number * habitus.rib_step * (0.86 + 0.018 * number)
    lean = 0.02 + 0.02 * number
    reach = 80.0
    for _ in range(3):
        reach = chest_half_width(thorax, start + drop / 2 - 6 + lean * reach) - 14
    return Rib(
        side=side,
        x=side * 16.0,
        y=start + drop / 2 - 6,
        reach=reach,
        drop=drop,
        lean=lean,
        half_height=5.6 + 0.35 * min(number, 4),
        front=0.36 if number else 0.1,
    )


def chest_half_width(thorax: Thorax, y: float) -> float:
    """Return how far the ribs lie from the midline at their outermost, in millimetres."""
    lung = thorax.lungs[1]
    down = (y - lung.y) / (lung.above if y < lung.y else 2.2 * lung.below)
    inside = max(1 - abs(down) ** 2.3, 0.05)
    return lung.x - lung.lean * min(down, 0) ** 2 + lung.half_x * float(np.sqrt(inside)) - 4


def _add_rib(bone: Image, grid: Grid, rib: Rib) -> None:
    """Add a rib; its distance from a ray is the ellipse equation over its gradient."""
    margin = rib.half_height + 3
    tail = rib.lean * (rib.reach + margin)
    region = grid.region(
        (rib.x - rib.side * 4, rib.x + rib.side * (rib.reach + margin)),
        (rib.y - rib.drop / 2 - margin, rib.y + rib.drop / 2 + margin + tail),
    )
    x, y = grid.at(region)
    outward = (x - np.float32(rib.x)) * np.float32(rib.side)
    u = outward * np.float32(1 / rib.reach)
    half_drop = np.float32(rib.drop / 2)
    v = np.asarray((y - np.float32(rib.y) - np.float32(rib.lean) * outward) / half_drop, np.float32)
    slope_v = v / half_drop
    slope_u = u * np.float32(1 / rib.reach) - slope_v * np.float32(rib.lean)
    steepness = np.sqrt(slope_u * slope_u + slope_v * slope_v) + np.float32(1e-4)
    distance = np.asarray((u * u + v * v - 1) / (2 * steepness), np.float32)
    amount = shell(distance, rib.half_height, cortex=1.3) * _along_the_beam(u, rib)
    bone[region] += amount * np.float32(6.2) * _ends(u, v, rib)


def _along_the_beam(u: Image, rib: Rib) -> Image:
    """Return how much longer rays run inside a rib where it turns along the beam."""
    out = np.clip(u, 0, 1)
    sideways = np.maximum(1 - out * out, np.float32(0.02)) * np.float32(rib.reach**2)
    plane = sideways + (out * np.float32(rib.drop / 2)) ** 2
    return np.asarray(np.sqrt(1 + (out * np.float32(85)) ** 2 / plane), np.float32)


def _ends(u: Image, v: Image, rib: Rib) -> Image:
    """Return 1 along the bony part, fading into cartilage in front and to the joint behind."""
    front = np.clip((u - np.float32(rib.front)) * 7, 0, 1) * np.float32(0.85)
    back = np.clip(u * 30 + 1, 0, 1)
    share = np.clip(v * 2 + np.float32(0.5), 0, 1)
    return np.asarray(back + (front - back) * share, np.float32)


def _add_clavicle(bone: Image, grid: Grid, side: int, *, lift: float) -> None:
    inner, outer, base = 11.0, 152.0, 36.0 - lift
    region = grid.region((side * (inner - 8), side * (outer + 8)), (-30 - lift, 60))
    x, y = grid.at(region)
    share = np.clip((x * side - inner) / (outer - inner), 0, 1)
    middle = base - 40 * share + 9 * np.sin(share * 2 * np.pi)
    slope = (-40 + 18 * np.pi * np.cos(share * 2 * np.pi)) / (outer - inner)
    past = np.maximum(np.maximum(inner - x * side, x * side - outer), 0)
    away = np.hypot((y - middle) / np.sqrt(1 + slope * slope), past)
    half = 5.4 + 3.6 * (1 - np.minimum(share * 6, 1)) + 2 * np.clip(share * 5 - 4, 0, 1)
    amount = shell(np.asarray(away * 6 / half, np.float32), 6.0, cortex=1.5)
    bone[region] += np.asarray(amount * 8.5, np.float32)


def _add_shoulder(bone: Image, grid: Grid, side: int, *, inward: float) -> None:
    """Add shoulder blade and head of the humerus; they lie further in when a patient lies."""
    far = 150.0 - inward
    tip, socket, corner = (far - 22, 146.0), (far + 2, 44.0), (far - 42, 30.0)
    plate = grid.empty()
    edges = (
        (Tube(_mirror(socket, side), _mirror(tip, side), 4.6, 3.0), 0.62),
        (Tube(_mirror(corner, side), _mirror(tip, side), 2.0, 2.4), 0.45),
        (Tube(_mirror(corner, side), _mirror((far + 20, 8.0), side), 3.6, 6.5), 0.5),
    )
    for tube, density in edges:
        tube.add_to(plate, grid, density=density)
    Ellipsoid(side * (far + 4), 44, 8, 17, 9).add_to(plate, grid, density=0.35)
    Ellipsoid(side * (far + 27), 40, 24, 25, 24).add_to(plate, grid, density=0.3)
    Tube((side * (far + 34), 50.0), (side * (far + 48), 190.0), 15.0, 12.0).add_to(
        plate, grid, density=0.34
    )
    bone += plate
    _add_blade(bone, grid, tuple(_mirror(point, side) for point in (tip, socket, corner)))


def _add_blade(bone: Image, grid: Grid, corners: tuple[tuple[float, float], ...]) -> None:
    """Add a thin plate between three corners, with soft edges."""
    xs, ys = zip(*corners, strict=True)
    region = grid.region((min(xs), max(xs)), (min(ys), max(ys)))
    x, y = grid.at(region)
    inside = np.full((y.shape[0], x.shape[1]), np.inf, np.float32)
    centre = (sum(xs) / 3, sum(ys) / 3)
    for (x0, y0), (x1, y1) in zip(corners, (*corners[1:], corners[0]), strict=True):
        length = float(np.hypot(x1 - x0, y1 - y0))
        turn = 1 if (x1 - x0) * (centre[1] - y0) - (y1 - y0) * (centre[0] - x0) > 0 else -1
        cross = ((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) * (turn / length)
        inside = np.minimum(inside, cross.astype(np.float32))
    bone[region] += np.clip(inside / 3, 0, 1) * np.float32(1.5)


def _add_spine(bone: Image, grid: Grid, habitus: Habitus) -> None:
    """Add vertebral bodies with end plates, pedicles and spinous processes."""
    y = -88.0
    number = 0
    while y < 380:
        height = 17.5 + 0.55 * number
        half = min(10.5 + 0.36 * number, 17.5)
        _add_vertebra(bone, grid, (habitus.spine_shift, y + height / 2), (half, height / 2))
        y += height + 4.0 + 0.1 * number
        number += 1


def _add_vertebra(
    bone: Image, grid: Grid, centre: tuple[float, float], half: tuple[float, float]
) -> None:
    (cx, cy), (half_x, half_y) = centre, half
    region = grid.region((cx - half_x - 2, cx + half_x + 2), (cy - half_y - 2, cy + half_y + 2))
    x, y = grid.at(region)
    waist = half_x - 2.2 * (1 - ((y - cy) / half_y) ** 2)
    side = np.clip((waist - np.abs(x - cx)) / 1.6, 0, 1)
    end = np.clip((half_y - np.abs(y - cy)) / 1.2, 0, 1)
    plates = 1 + 0.5 * np.clip(1 - (half_y - np.abs(y - cy)) / 2.6, 0, 1)
    walls = 1 + 0.35 * np.clip(1 - (waist - np.abs(x - cx)) / 2.6, 0, 1)
    bone[region] += np.asarray(side * end * plates * walls * 4.2, np.float32)
    for sign in SIDES:
        Ellipsoid(cx + sign * half_x * 0.66, cy - 1.5, 3.0, 4.8, 5).add_to(bone, grid, density=0.42)
        Tube(
            (cx + sign * half_x * 0.9, cy - 3), (cx + sign * (half_x + 13), cy - 6), 3.6, 2.8
        ).add_to(bone, grid, density=0.36)
    Ellipsoid(cx, cy + half_y, 2.6, 6.5, 9).add_to(bone, grid, density=0.22)


def _mirror(point: tuple[float, float], side: int) -> tuple[float, float]:
    return point[0] * side, point[1]
