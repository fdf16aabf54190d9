"""A picture of a fit beside the same step fed from memory."""

import statistics

from scripts.benchmarks.figures import Extent, Figure, Measured

MOST_RUNS = 5


def measure_training(extent: Extent) -> Measured:
    """One picture of a fit, in ms, beside the same step fed from memory."""
    # Keras is heavy, and no other part needs it.
    from training.fitting.throughput import measure_throughputs  # noqa: PLC0415

    for found in measure_throughputs(min(extent.runs, MOST_RUNS)):
        memory, fit = statistics.median(found.memory), statistics.median(found.fit)
        memory_name = f"{found.name}: from memory, {memory:.1f} images/s"
        yield Figure(memory_name, [1e3 / rate for rate in found.memory])
        fit_name = f"{found.name}: fit, {fit:.1f} images/s, {found.ratio:.2f} of it"
        yield Figure(fit_name, [1e3 / rate for rate in found.fit])
