"""Words of a presentation state in a picture that is ready to be shown, PS3.3 C.10.5.

They are written in the report's fonts, upright whatever the picture's orientation, and as far
within the picture as they have room.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from cxrviewer.domain.presentation import Caption
from cxrviewer.imaging.figures import WHITE, stamp
from cxrviewer.imaging.orientation import Affine
from cxrviewer.report.fonts import font_path, text_runs
from cxrviewer.report.lettering import Style, wrap_shortly

# In pixels.
LEAST_LETTERS = 9
MARGIN_SHARE = 0.3
# Lines are broken at this share of the picture's width.
WRAP_SHARE = 0.9
MOST_LINES = 12


def write_captions(
    picture: NDArray[np.uint8], captions: Sequence[Caption], there: Affine, *, letters: float
) -> NDArray[np.uint8]:
    """Return ``picture``, grey or RGB, with the words; ``there`` leads from a caption's place.

    ``letters`` is how large they are as a share of the picture's longer side.
    """
    height, width = picture.shape[:2]
    style = Style(max(LEAST_LETTERS, round(max(height, width) * letters)))
    words = Image.new("L", (width, height))
    for caption in captions:
        room = max(WRAP_SHARE * width - style.size, 1.0)
        lines = wrap_shortly(caption.words, room, style, most=MOST_LINES)
        _write(words, lines, there.apply(*caption.place), style)
    drawn = picture.copy()
    channels = 1 if picture.ndim == 2 else picture.shape[2]
    stamp(drawn, np.asarray(words), (WHITE,) * channels, rim=max(1, round(style.size / 12)))
    return drawn


def _write(
    letters: Image.Image, lines: Sequence[str], place: tuple[float, float], style: Style
) -> None:
    """Write ``lines`` to the right of and below ``place``, or where the edges leave room."""
    margin = MARGIN_SHARE * style.size
    rows = [[(run.text, _font(run.font, round(style.size))) for run in text_runs(t)] for t in lines]
    # The letters stand on whole pixels, so that they are a little wider than in a PDF.
    width = max(sum(font.getlength(text) for text, font in row) for row in rows)
    left = max(min(place[0], letters.width - width - margin), margin)
    top = max(min(place[1], letters.height - style.leading * len(rows)), 0.0)
    draw = ImageDraw.Draw(letters)
    for number, row in enumerate(rows):
        # Runs of several fonts stand on one base line.
        x, y = left, top + number * style.leading + style.size
        for text, font in row:
            draw.text((x, y), text, fill=WHITE, font=font, anchor="ls")
            x += font.getlength(text)


@lru_cache(maxsize=32)
def _font(name: str, pixels: int) -> ImageFont.FreeTypeFont:
    # Text runs are in drawing order and shaped already.
    layout = ImageFont.Layout.BASIC
    return ImageFont.truetype(str(font_path(name)), pixels, layout_engine=layout)
