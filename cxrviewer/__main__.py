"""Composition root: parses arguments, wires everything, starts Qt or the headless job.

The parser and Qt are imported apart: a child process that decodes imports this module again.
"""

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the program and return its exit status: 0, 1, 2 or 3 (see the README)."""
    from cxrviewer.app.command_line import run  # noqa: PLC0415

    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    from multiprocessing import freeze_support

    freeze_support()
    sys.exit(main())
