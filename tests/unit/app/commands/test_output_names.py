import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxrviewer.app.commands.output_names import LONGEST, OutputNames, safe_stem


def test_that_stems_that_collide_get_a_suffix_whatever_their_case() -> None:
    names = OutputNames({})
    assert names.stem("a/x.png", "x") == "x"
    assert names.stem("b/X.png", "X") == "X-2"
    assert names.stem("c/x.png", "x") == "x-3"
    assert names.stem("a/x.png", "x") == "x"


def test_that_a_resumed_run_keeps_the_names_of_the_first() -> None:
    names = OutputNames({"b/x.png": "x"})
    assert names.stem("a/x.png", "x") == "x-2"
    assert names.stem("b/x.png", "x") == "x"


@pytest.mark.parametrize(
    ("wish", "stem"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("CON", "_CON"),
        ("lpt1.x", "_lpt1.x"),
        ("", "unnamed"),
        ("..", "unnamed"),
        ("a\udcffb", "a_b"),
        ("a\u202eb", "a_b"),
        ("müller-bild (2)", "müller-bild (2)"),
    ],
)
def test_that_a_stem_is_safe_on_every_system(wish: str, stem: str) -> None:
    assert safe_stem(wish) == stem


@given(st.text())
def test_that_any_text_becomes_one_part_of_a_path(wish: str) -> None:
    stem = safe_stem(wish)
    assert 0 < len(stem) <= LONGEST + 1
    assert not set(stem) & set('/\\:*?"<>|\0')
    assert stem.encode()
    assert stem not in (".", "..")
