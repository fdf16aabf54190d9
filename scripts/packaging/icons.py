"""The program's icon in the forms that systems want, drawn from the one SVG."""

from pathlib import Path

from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from scripts.packaging.places import ICON

SIDES = (16, 24, 32, 48, 64, 128, 256)
LARGEST = 1024
# Width and height that NSIS asks for, and the ground of the icon.
SIDE_PICTURE = (164, 314)
SIDE_COLOUR = "#16202b"


def draw(side: int) -> Image.Image:
    """Return the icon ``side`` pixels wide."""
    image = QImage(side, side, QImage.Format.Format_RGBA8888)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(ICON)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return Image.frombytes("RGBA", (side, side), bytes(image.constBits()))


def write_side_picture(target: Path) -> None:
    """Write the bitmap beside the last page of the installer for Windows."""
    picture = Image.new("RGB", SIDE_PICTURE, SIDE_COLOUR)
    icon = draw(96)
    picture.paste(icon, ((SIDE_PICTURE[0] - icon.width) // 2, 48), icon)
    picture.save(target)


def write_icon(target: Path) -> None:
    """Write ``target``: ``.ico``, ``.icns``, or a ``.png`` of 256 pixels."""
    if target.suffix == ".ico":
        draw(max(SIDES)).save(target, sizes=[(side, side) for side in SIDES])
    elif target.suffix == ".icns":
        draw(LARGEST).save(target)
    else:
        draw(max(SIDES)).save(target)
