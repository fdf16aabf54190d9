"""Composition root."""


def main() -> int:
    raise SystemExit(2)
