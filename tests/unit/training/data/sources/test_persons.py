"""Age, sex and view in the words of the sets."""

import math

import pytest

from training.data.sources.persons import age_of, sex_of, view_of


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("57", 57.0),
        ("057Y", 57.0),
        ("45yrs", 45.0),
        ("8 months", 8 / 12),
        ("006M", 0.5),
        ("003W", 21 / 365.25),
        ("010D", 10 / 365.25),
        ("62.5", 62.5),
        ("120", 120.0),
    ],
)
def test_that_ages_are_years_whatever_their_unit(text: str, years: float) -> None:
    assert age_of(text) == pytest.approx(years)


@pytest.mark.parametrize("text", ["", "unknown", "412", "155Y", "-1", "-12"])
def test_that_an_age_that_is_not_said_or_cannot_be_is_unknown(text: str) -> None:
    assert math.isnan(age_of(text))


@pytest.mark.parametrize(
    ("text", "sex"), [("M", "M"), ("Male", "M"), ("f", "F"), ("female ", "F"), ("O", ""), ("", "")]
)
def test_that_sexes_are_letters(text: str, sex: str) -> None:
    assert sex_of(text) == sex


@pytest.mark.parametrize(
    ("text", "view"),
    [("AP Supine", "AP"), ("pa", "PA"), ("L", "LL"), ("Lateral", "LL"), ("RAO", "RAO"), ("", "")],
)
def test_that_views_are_those_of_dicom(text: str, view: str) -> None:
    assert view_of(text) == view
