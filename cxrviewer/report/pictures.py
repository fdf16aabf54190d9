"""A report's pictures: the radiograph as it was on the screen, without and with overlays."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.analysis import AttentionGrid, LungMask
from cxrviewer.domain.heatmap_style import ColourMap, HeatmapStyle
from cxrviewer.imaging.attention import attention_contours
from cxrviewer.imaging.display import render_look
from cxrviewer.imaging.opencv import cv2
from cxrviewer.imaging.orientation import display_size, oriented
from cxrviewer.imaging.overlays import (
    LUNG_COLOUR,
    blend,
    colour_table,
    heatmap_rgba,
    make_heatmap,
)
from cxrviewer.report.content import RadiographPage
from cxrviewer.report.images import encode_jpeg, encode_png
from cxrviewer.report.measured import draw_measured
from cxrviewer.report.presented import ON_PAPER, presented

LONGEST_SIDE = 1400
CONTOUR_COLOUR = (90, 230, 120)
QUALITY = 90


@dataclass(frozen=True, slots=True)
class Pictures:
    """JPEG files. ``aspect`` is height over width on paper; ``overlaid`` is None without any."""

    plain: bytes
    overlaid: bytes | None
    aspect: float


def make_pictures(page: RadiographPage) -> Pictures:
    """Return both pictures of a page, at most LONGEST_SIDE pixels long."""
    display = _fitted(_rendered(page), _longest(page))
    overlaid = _overlaid(page, display)
    return Pictures(
        plain=encode_jpeg(_measured(page, _finished(page, display)), quality=QUALITY),
        overlaid=None
        if overlaid is None
        else encode_jpeg(_finished(page, overlaid), quality=QUALITY),
        aspect=_aspect(page),
    )


def attention_of(page: RadiographPage) -> AttentionGrid | None:
    """Return the attention that is drawn; None where none was chosen, explained or let through."""
    if page.analysis is None or page.chosen is None or page.scores_withheld:
        return None
    return page.analysis.attention_of(page.chosen)


def lungs_of(page: RadiographPage) -> LungMask | None:
    """Return the lung fields that are outlined."""
    if page.analysis is None or not page.lungs_shown:
        return None
    return page.analysis.lung_mask


def colour_bar(colours: ColourMap) -> bytes:
    """Return the heatmap's colours from 0 to the end of the scale as a PNG file, one row high."""
    return encode_png(colour_table(colours)[np.newaxis])


def _rendered(page: RadiographPage) -> NDArray[np.uint8]:
    """Return display values, made small beforehand where planes have thin lines to lose."""
    radiograph, look = page.radiograph, page.look
    if look.planes:
        shrink = max(1, max(radiograph.rows, radiograph.columns) // LONGEST_SIDE)
        look = replace(look, shrink=shrink)
    return render_look(radiograph, look)


def _finished(page: RadiographPage, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return what is shown of ``picture``, with the state's figures and words, as on the screen."""
    if page.presentation is None:
        return oriented(picture, page.orientation)
    state, orientation = page.presentation, page.orientation
    return presented(picture, page.radiograph, state, orientation, letters=ON_PAPER)


def _measured(page: RadiographPage, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if not page.measurements:
        return picture
    size = (page.radiograph.rows, page.radiograph.columns)
    return draw_measured(picture, page.measurements, size, page.orientation, page.area)


def _overlaid(page: RadiographPage, display: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    grid, lungs = attention_of(page), lungs_of(page)
    if grid is None and lungs is None:
        return None
    rows, columns = display.shape
    picture: NDArray[np.uint8] = np.repeat(display[..., np.newaxis], 3, axis=2)
    if grid is not None:
        style = page.heatmap_style
        heatmap = make_heatmap(grid, rows=rows, columns=columns, native=style.native)
        rgba = heatmap_rgba(heatmap.values, opacity=page.heatmap_opacity, style=style)
        picture = blend(display, rgba)
        if style.contour:
            picture = _contoured(picture, grid, style)
    return picture if lungs is None else _outlined(picture, lungs.mask, opacity=page.mask_opacity)


def _contoured(
    picture: NDArray[np.uint8], grid: AttentionGrid, style: HeatmapStyle
) -> NDArray[np.uint8]:
    """Return RGB ``picture`` with lines around the attention."""
    drawn = picture.copy()
    scale = picture.shape[1] / grid.letterbox.columns, picture.shape[0] / grid.letterbox.rows
    lines = [np.rint(line * scale).astype(np.int32) for line in attention_contours(grid, style)]
    thickness = max(1, round(max(picture.shape[:2]) / 450))
    cv2.polylines(drawn, lines, True, CONTOUR_COLOUR, thickness, cv2.LINE_AA)
    return drawn


def _outlined(
    picture: NDArray[np.uint8], mask: NDArray[np.bool_], *, opacity: float
) -> NDArray[np.uint8]:
    """Return RGB ``picture`` with the mask's outline, which may be of another size."""
    size = (picture.shape[1], picture.shape[0])
    small = cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    outlines, _ = cv2.findContours(small, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    drawn = picture.copy()
    thickness = max(1, round(max(size) / 450))
    cv2.drawContours(drawn, outlines, -1, LUNG_COLOUR, thickness, cv2.LINE_AA)
    return np.asarray(cv2.addWeighted(drawn, opacity, picture, 1.0 - opacity, 0.0), np.uint8)


def _longest(page: RadiographPage) -> float:
    """Return the longest side of the whole picture of which the shown part is LONGEST_SIDE."""
    area, radiograph = page.area, page.radiograph
    if area is None:
        return LONGEST_SIDE
    seen = max(area.bottom - area.top, area.right - area.left)
    return LONGEST_SIDE * max(1.0, max(radiograph.rows, radiograph.columns) / seen)


def _fitted(display: NDArray[np.uint8], longest: float) -> NDArray[np.uint8]:
    scale = longest / max(display.shape)
    if scale >= 1:
        return display
    size = (max(1, round(display.shape[1] * scale)), max(1, round(display.shape[0] * scale)))
    return np.asarray(cv2.resize(display, size, interpolation=cv2.INTER_AREA), np.uint8)


def _aspect(page: RadiographPage) -> float:
    radiograph, area = page.radiograph, page.area
    size = (float(radiograph.rows), float(radiograph.columns))
    if area is not None:
        # As much of it as the picture has.
        size = (
            min(area.bottom, size[0]) - max(area.top, 0.0),
            min(area.right, size[1]) - max(area.left, 0.0),
        )
    aspect = (area and area.aspect) or radiograph.aspect
    height, width = display_size(size, aspect, page.orientation)
    return height / width
