"""Bundles: written after a fit, given decisions, revised, and distilled from one another."""
