"""Measuring a bundle in the way that ships: figures, intervals, controls, report, comparison."""
