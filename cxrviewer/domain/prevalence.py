"""A probability under another prevalence than that of the patients it was calibrated on."""


def at_prevalence(probability: float, *, calibrated: float, wanted: float) -> float:
    """Return ``probability`` as it would be where ``wanted`` of the patients have the disease.

    ``calibrated`` is their share among the patients of the calibration. Bayes' rule on odds: the
    likelihood ratio stays, the prior changes (Saerens et al., Neural Computation 2002). All three
    lie between 0 and 1; ValueError where a prevalence is 0 or 1.
    """
    for share in (calibrated, wanted):
        if not 0.0 < share < 1.0:
            raise ValueError(f"a prevalence of {share} allows no odds")
    bounded = min(max(probability, 1e-9), 1.0 - 1e-9)
    ratio = wanted / (1.0 - wanted) * (1.0 - calibrated) / calibrated
    odds = bounded / (1.0 - bounded) * ratio
    return odds / (1.0 + odds)


def one_in(probability: float) -> str:
    """Return a probability as people read it: 1 in N of those with this score."""
    if probability >= 0.95:
        return f"{min(round(probability * 100), 99)} in 100"
    whole = 1.0 / max(probability, 1e-9)
    if whole < 3.0:
        return f"{round(probability * 10)} in 10"
    return f"1 in {round(whole):,}" if whole < 100_000 else "fewer than 1 in 100,000"
