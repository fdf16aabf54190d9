import pytest

from cxrviewer.domain.prevalence import at_prevalence, one_in


def test_that_the_probability_stays_where_the_prevalence_does() -> None:
    assert at_prevalence(0.7, calibrated=0.5, wanted=0.5) == pytest.approx(0.7)


def test_that_a_rare_disease_is_rarer_behind_the_same_score() -> None:
    # A likelihood ratio of 9 at 1 %: odds of 9 / 99.
    assert at_prevalence(0.9, calibrated=0.5, wanted=0.01) == pytest.approx(9 / 108)
    assert at_prevalence(0.9, calibrated=0.01, wanted=0.5) > 0.99


def test_that_no_prevalence_without_odds_is_taken() -> None:
    with pytest.raises(ValueError, match="no odds"):
        at_prevalence(0.5, calibrated=0.0, wanted=0.5)


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.001, "1 in 1,000"),
        (0.25, "1 in 4"),
        (0.5, "5 in 10"),
        (0.97, "97 in 100"),
        (1.0, "99 in 100"),
    ],
)
def test_that_probabilities_read_as_one_in_so_many(probability: float, text: str) -> None:
    assert one_in(probability) == text
