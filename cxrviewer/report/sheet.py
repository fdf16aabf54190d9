"""Pages that fill from the top: drawing is recorded first, so that every page knows its number."""

from collections.abc import Callable
from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from cxrviewer.report.lettering import Align, Colour, Style, draw_line, draw_lines, wrap

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 15 * MM, PAGE_WIDTH - 15 * MM
TOP, BOTTOM = PAGE_HEIGHT - 31.5 * MM, 16 * MM
WIDTH = RIGHT - LEFT
HAIRLINE: Colour = (0.80, 0.82, 0.86)

Draw = Callable[[Canvas], None]
Box = tuple[float, float, float, float]
"""Left, bottom, width, height in points."""


class Sheet:
    """Records drawing on A4 pages. ``y`` is where the next thing's upper edge goes."""

    def __init__(self) -> None:
        self._pages: list[list[Draw]] = [[]]
        self.y = TOP

    def new_page(self) -> None:
        self._pages.append([])
        self.y = TOP

    def need(self, height: float) -> bool:
        """Begin a new page unless ``height`` points are left; say whether one was begun."""
        full = self.y - height < BOTTOM and bool(self._pages[-1])
        if full:
            self.new_page()
        return full

    def space(self, height: float) -> None:
        self.y -= height

    def add(self, draw: Draw) -> None:
        self._pages[-1].append(draw)

    def replay(self, canvas: Canvas, frame: Callable[[Canvas, int, int], None]) -> None:
        """Draw every page; ``frame`` is called on each with its number from 1, and the count."""
        for number, page in enumerate(self._pages, start=1):
            frame(canvas, number, len(self._pages))
            for draw in page:
                draw(canvas)
            canvas.showPage()

    def line(
        self, text: str, at: tuple[float, float], style: Style, *, align: Align = "left"
    ) -> None:
        self.add(lambda canvas: draw_line(canvas, text, at, style, align=align))

    def lines(
        self, lines: tuple[str, ...], at: tuple[float, float], style: Style, *, width: float
    ) -> None:
        """Draw lines downwards from the base line ``at`` without moving ``y``."""
        self.add(lambda canvas: draw_lines(canvas, lines, at, style, width=width))

    def box(self, box: Box, *, fill: Colour | None = None, stroke: Colour | None = None) -> None:
        self.add(lambda canvas: draw_box(canvas, box, fill=fill, stroke=stroke))

    def rule(self, y: float, *, left: float = LEFT, right: float = RIGHT) -> None:
        """Draw a hairline across the page."""
        self.add(lambda canvas: draw_rule(canvas, y, left=left, right=right))

    def picture(self, content: bytes, box: Box) -> None:
        """Place an encoded picture, stretched over ``box``."""
        reader = ImageReader(BytesIO(content))
        self.add(lambda canvas: canvas.drawImage(reader, *box))

    def paragraph(
        self, text: str, style: Style, *, left: float = LEFT, width: float = WIDTH
    ) -> None:
        """Write wrapped text at ``y`` and move below it; it may run over pages."""
        self.write_lines(wrap(text, width, style), style, left=left, width=width)

    def write_lines(
        self, lines: tuple[str, ...], style: Style, *, left: float = LEFT, width: float = WIDTH
    ) -> None:
        """Write lines at ``y`` and move below them; they may run over pages."""
        for text in lines:
            self.need(style.leading)
            self.lines((text,), (left, self.y - style.size), style, width=width)
            self.y -= style.leading

    def heading(self, text: str, *, room: float = 30.0) -> None:
        """Write a section's title, on the next page where ``room`` points below it are missing."""
        style = Style(9.5, bold=True, colour=(0.10, 0.20, 0.36))
        self.need(style.leading + 6 + room)
        self.line(text, (LEFT, self.y - style.size), style)
        self.y -= style.leading
        self.rule(self.y)
        self.y -= 5


def draw_box(
    canvas: Canvas, box: Box, *, fill: Colour | None = None, stroke: Colour | None = None
) -> None:
    if fill is not None:
        canvas.setFillColorRGB(*fill)
    if stroke is not None:
        canvas.setStrokeColorRGB(*stroke)
        canvas.setLineWidth(0.6)
    canvas.rect(*box, stroke=int(stroke is not None), fill=int(fill is not None))


def draw_rule(canvas: Canvas, y: float, *, left: float = LEFT, right: float = RIGHT) -> None:
    canvas.setStrokeColorRGB(*HAIRLINE)
    canvas.setLineWidth(0.6)
    canvas.line(left, y, right, y)
