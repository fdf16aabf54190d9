"""Text keeps every letter, whatever its script and its length."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxrviewer.domain.errors import ExportError
from cxrviewer.report import fonts
from cxrviewer.report.fonts import text_runs, width_of
from cxrviewer.report.lettering import ELLIPSIS, Style, shorten, wrap, wrap_shortly

STYLE = Style(9.0)


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("Ελένη Пётр Ñandú", "NotoSans-Regular"),
        ("山田太郎やまだ", "DroidSansFallbackFull"),
        ("홍길동", "NanumGothicCoding"),
        ("דוד", "DejaVuSans"),
        ("محمد", "DejaVuSans"),
    ],
)
def test_that_each_script_finds_its_font(text: str, font: str) -> None:
    assert {run.font for run in text_runs(text)} == {font}


def test_that_what_no_font_has_is_written_as_its_code_point() -> None:
    assert text_runs("a\u1200")[-1].text == "a[U+1200]"


def test_that_control_characters_are_shown() -> None:
    assert text_runs("a\x1b[0m")[0].text == "a[U+001B][0m"


def test_that_lines_are_no_wider_than_asked() -> None:
    text = "Blunted costophrenic angle, " * 12
    lines = wrap(text, 150, STYLE)
    assert max(width_of(line, STYLE.size) for line in lines) <= 150
    assert " ".join(lines).split() == text.split()


def test_that_a_word_wider_than_the_line_is_cut_not_lost() -> None:
    lines = wrap("x" * 400, 100, STYLE)
    assert len(lines) > 3
    assert "".join(lines) == "x" * 400


def test_that_line_ends_of_the_reader_are_kept() -> None:
    assert wrap("one\r\ntwo\n\nthree", 200, STYLE) == ("one", "two", "", "three")


def test_that_ideographs_break_without_spaces() -> None:
    lines = wrap("山" * 60, 100, STYLE)
    assert len(lines) > 3
    assert "".join(lines) == "山" * 60


@given(st.text(alphabet="ab שם\n山-", max_size=80))
def test_that_wrapping_loses_no_letter(text: str) -> None:
    kept = "".join("".join(wrap(text, 60, STYLE)).split())
    assert kept == "".join(text.split())


def test_that_shortening_shows_that_there_was_more() -> None:
    short = shorten("above operating point", 40, STYLE)
    assert short.endswith(ELLIPSIS)
    assert width_of(short, STYLE.size) <= 40
    assert shorten("above", 400, STYLE) == "above"


def test_that_endless_text_takes_few_lines() -> None:
    lines = wrap_shortly("word " * 100_000, 100, STYLE, most=4)
    assert len(lines) == 4
    assert lines[-1].endswith(ELLIPSIS)


def test_that_a_missing_font_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "resources_folder", lambda: tmp_path)
    with pytest.raises(ExportError, match="font of the report"):
        fonts.load_font("NotoSans-Regular")
