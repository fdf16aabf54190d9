"""Where everything stands that is written over a radiograph, so that nothing covers another.

The corners and the middles of the upper and the lower edge make two bands, and the colour bar and
the letters at the sides stand between them. Where the bands would take too much of a small view,
the least important lines go first, and then the texts get smaller, down to their usual size.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cxrviewer.ui.theme import text_scale
from cxrviewer.ui.viewport.badges import Badges
from cxrviewer.ui.viewport.colour_bar import BAR_HEIGHT, ColourBar
from cxrviewer.ui.viewport.corner_text import ALL, CornerText
from cxrviewer.ui.viewport.edge_letters import EdgeLetters

MARGIN = 10.0
# At least this far from one another.
GAP = 8.0
# The share of the view's height between the bands: lines go for the first, and the size of texts
# for the second.
FREE, LEAST_FREE = 0.4, 0.25
SCALE_STEP = 0.25
# From the upper text of the sides to the middle of a view that has room: below the colour bar.
BELOW_MIDDLE = BAR_HEIGHT / 2.0 + 30.0
# What the value below the mouse takes most of the time; nothing moves when it comes and goes.
WIDE_VALUE = "(8888, 8888)  -88888"
# The upper right corner may take this share where its first line, the date, needs it.
DATE_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines the corners show; fewer in each step."""

    patient: int = ALL
    study: int = ALL
    image: int = ALL


STEPS = (
    Counts(),
    Counts(study=2),
    Counts(patient=2, study=2),
    Counts(patient=2, study=1),
    Counts(patient=2, study=1, image=2),
    Counts(patient=2, study=1, image=1),
    Counts(patient=1, study=1, image=1),
    Counts(patient=1, study=1, image=0),
)


@dataclass(frozen=True, slots=True)
class Texts:
    """What is written over one radiograph; the edges' letters belong to the bands, too."""

    patient: CornerText
    study: CornerText
    image: CornerText
    cursor: CornerText
    statement: CornerText
    badges: Badges
    edges: EdgeLetters
    colour_bar: ColourBar

    @property
    def corners(self) -> tuple[CornerText, ...]:
        return self.patient, self.study, self.image, self.cursor, self.statement

    @property
    def items(self) -> tuple[CornerText | Badges | ColourBar, ...]:
        return *self.corners, *self.edges.items, self.badges, self.colour_bar


class TextLayout:
    """Places ``texts`` in a view. All lengths are in screen units.

    ``floor`` is where the texts at the lower edge begin.
    """

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._width = self._height = 0.0
        self._asked: tuple[object, ...] = ()
        self._counts = STEPS[0]
        self._free = 0.0
        self.floor = 0.0

    def resize(self, width: float, height: float) -> None:
        self._width, self._height = width, height
        self.arrange()

    def arrange(self) -> None:
        """Place everything anew, after words or their size have changed."""
        if min(self._width, self._height) <= 0.0:
            return
        question = self._question()
        if question == self._asked and self._fits_as_before():
            return
        for scale in _scales():
            for text in self._texts.items:
                text.enlarge(scale)
            counts, top, bottom = self._place_bands()
            self._place_between(top, bottom)
            if bottom - top >= LEAST_FREE * self._height and self._is_complete:
                break
        self._asked, self._counts, self._free = question, counts, bottom - top

    def _question(self) -> tuple[object, ...]:
        """Return what decides how much has to give way; numbers that change all the time do not."""
        texts = self._texts
        rare = (texts.patient, texts.study, texts.statement, *texts.edges.items)
        often = tuple(len(text.lines) for text in (texts.image, texts.cursor))
        said = (tuple(text.lines for text in rare), often, texts.badges.words)
        return self._width, self._height, text_scale(), said, texts.colour_bar.isVisible()

    def _fits_as_before(self) -> bool:
        """Place everything in the size and the step found before, if that will do."""
        top, bottom = self._place_top(self._counts), self._place_bottom(self._counts.image)
        self._place_between(top, bottom)
        return bottom - top >= self._free and self._is_complete

    @property
    def _is_complete(self) -> bool:
        """Whether no warning is cut, and colours that are shown are explained."""
        bar = self._texts.colour_bar
        return self._texts.badges.whole and (bar.bar_height > 0.0 or not bar.isVisible())

    def _place_bands(self) -> tuple[Counts, float, float]:
        """Place what stands at both edges, and return in which step, and what is between."""
        for counts in STEPS:
            top, bottom = self._place_top(counts), self._place_bottom(counts.image)
            if bottom - top >= FREE * self._height:
                break
        return counts, top, bottom

    @property
    def _room(self) -> float:
        return self._width - 2 * MARGIN

    def _place_top(self, counts: Counts) -> float:
        """Place what stands at the upper edge, and return where it ends."""
        patient, study, badges = self._texts.patient, self._texts.study, self._texts.badges
        self._share_corners(counts)
        patient.setPos(MARGIN, MARGIN)
        study.setPos(self._width - MARGIN, MARGIN)
        corners = max(patient.area.height(), study.area.height())
        letter = self._texts.edges.top
        beside = self._width - 2 * (max(patient.area.width(), study.area.width()) + MARGIN + GAP)
        fits = max(badges.full_width, letter.area.width()) <= beside
        top = MARGIN if fits or not corners else MARGIN + corners + GAP / 2.0
        badges.fit(beside if fits else self._room)
        badges.setPos(self._width / 2.0, top)
        # The letter does not jump when badges come and go.
        below = top + max(badges.area.height(), badges.row_height if fits else 0.0)
        letter.setPos(self._width / 2.0, below)
        ends = [MARGIN + corners, top + badges.area.height(), below + letter.area.height()]
        return max(ends if letter.lines else ends[:2])

    def _share_corners(self, counts: Counts) -> None:
        """Cut the upper corners where they would meet; the date is cut last."""
        patient, study = self._texts.patient, self._texts.study
        left, right = patient.width_of(counts.patient), study.width_of(counts.study)
        room = self._room - GAP
        if left + right > room:
            date = min(study.width_of(1), DATE_SHARE * room)
            right = min(right, max(room / 2.0, date, room - left))
            left = room - right
        patient.fit(left, counts.patient)
        study.fit(right, counts.study)

    def _place_bottom(self, lines: int) -> float:
        """Place what stands at the lower edge, and return where it begins."""
        image, statement = self._texts.image, self._texts.statement
        image.fit(self._room, lines)
        self._texts.cursor.fit(self._room)
        value = self._value_width()
        sides, floor = max(image.area.width(), value), self._height - MARGIN
        corners = self._place_lower_corners(value)
        if 2 * (sides + GAP) + statement.width_of() <= self._room:
            statement.fit()
            statement.setPos(self._width / 2.0, floor)
        else:
            statement.fold(self._room)
            statement.setPos(self._width / 2.0, corners - GAP / 2.0)
        letter, top = self._texts.edges.bottom, statement.y() - statement.area.height()
        letter.setPos(self._width / 2.0, top)
        return min(corners, top - letter.area.height())

    def _place_lower_corners(self, value: float) -> float:
        """Put the value below the mouse, of that width, beside or above the image's lines."""
        image, cursor, floor = self._texts.image, self._texts.cursor, self._height - MARGIN
        image.setPos(MARGIN, floor)
        beside = image.area.width() + GAP + value <= self._room
        cursor.setPos(self._width - MARGIN, floor if beside else floor - image.area.height())
        height, line = image.area.height(), cursor.line_height if value else 0.0
        return floor - (max(height, line) if beside else height + line)

    def _value_width(self) -> float:
        """Return how wide the value below the mouse is, or mostly is once the mouse comes."""
        cursor = self._texts.cursor
        usual = cursor.width_for(WIDE_VALUE) if self._texts.image.lines else 0.0
        return max(cursor.width_of(), usual)

    def _place_between(self, top: float, bottom: float) -> None:
        """Place the letters at the sides and, above them, the colour bar, where there is room."""
        self.floor = bottom
        edges, bar = self._texts.edges, self._texts.colour_bar
        line = edges.left.line_height
        lowest = bottom - GAP - line
        y = min(self._height / 2.0 + BELOW_MIDDLE, lowest)
        for letter, x in ((edges.left, MARGIN), (edges.right, self._width - MARGIN)):
            letter.fit(count=ALL if y >= top + GAP else 0)
            letter.setPos(x, y)
        end = y - GAP if edges.right.shown or edges.left.shown else bottom - GAP
        bar.fit(self._room, end - top - GAP)
        middle = (self._height - bar.bar_height) / 2.0
        highest, deepest = top + GAP - bar.area.top(), end - bar.area.bottom()
        bar.setPos(self._width - MARGIN, max(min(middle, deepest), highest))


def _scales() -> Iterator[float]:
    """Yield the sizes of texts to try: what the person wants, down to the usual size."""
    scale = text_scale()
    while scale > 1.0:
        yield scale
        scale -= SCALE_STEP
    yield min(text_scale(), 1.0)
