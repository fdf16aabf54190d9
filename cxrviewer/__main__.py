"""Composition root: starts Qt, the headless job, or a child that decodes.

Everything is imported inside functions, so that no part waits for what another needs.
"""

import gc
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxrviewer.app.commands.cluster_options import ClusterOptions

STARTED = time.perf_counter()
READING_CHILD = "--reading-child"


def main(arguments: list[str] | None = None) -> int:
    """Run the program and return its exit status: 0, 1, 2 or 3 (see the README)."""
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == [READING_CHILD]:
        # A frozen program has no interpreter to call: it starts itself to decode.
        from cxrviewer.reading.child import main as serve  # noqa: PLC0415

        return serve()
    from cxrviewer.app.commands.command_line import WindowOptions, run  # noqa: PLC0415

    if arguments is None:
        from cxrviewer.app.commands.streams import prepare_streams  # noqa: PLC0415

        prepare_streams()

    def show_window(options: WindowOptions) -> int:
        # What is loaded now stays until the end: the collector would look through all of it, time
        # and again, in vain. The window asks for it later, in its own thread.
        gc.disable()
        # PySide looks at every import that comes after its own: what needs no Qt goes first.
        import cxrviewer.app.session  # noqa: F401, PLC0415
        from cxrviewer.ui.application import run_window  # noqa: PLC0415  (loads Qt)

        return run_window(options, started=STARTED)

    def run_archive(options: "ClusterOptions") -> int:
        from cxrviewer.cluster.run import analyze_on_cluster  # noqa: PLC0415  (loads pyarrow)

        return analyze_on_cluster(options)

    return run(given, show_window=show_window, run_archive=run_archive)


if __name__ == "__main__":
    from multiprocessing import freeze_support

    freeze_support()
    sys.exit(main())
