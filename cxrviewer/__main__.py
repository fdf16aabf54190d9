"""Composition root: starts Qt or the headless job.

Everything is imported inside functions: a child process that decodes imports this module again,
and what it does not need must not slow its start.
"""

import sys
import time

STARTED = time.perf_counter()


def main(arguments: list[str] | None = None) -> int:
    """Run the program and return its exit status: 0, 1, 2 or 3 (see the README)."""
    from cxrviewer.app.commands.command_line import WindowOptions, run  # noqa: PLC0415

    def show_window(options: WindowOptions) -> int:
        from cxrviewer.ui.application import run_window  # noqa: PLC0415  (loads Qt)

        return run_window(
            paths=options.paths,
            bundle_folders=options.bundle_folders,
            runtime=options.runtime,
            device=options.device,
            started=STARTED,
        )

    return run(sys.argv[1:] if arguments is None else arguments, show_window=show_window)


if __name__ == "__main__":
    from multiprocessing import freeze_support

    freeze_support()
    sys.exit(main())
