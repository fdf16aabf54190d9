"""What each command does, and what an error looks like on a terminal."""

import argparse
import json
import logging
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from cxrviewer.app.commands.command_parser import parse_arguments
from cxrviewer.app.commands.paths import check_there
from cxrviewer.app.commands.screen import why_no_screen
from cxrviewer.app.commands.streams import complain
from cxrviewer.app.folders import bundle_folders, cache_folder, installed_models_folder
from cxrviewer.app.logs import start_log
from cxrviewer.domain.errors import CxrError, UsageError, printable
from cxrviewer.domain.presentation import PresentationState
from cxrviewer.domain.study import Instance, ScanEntry

if TYPE_CHECKING:
    from cxrviewer.app.commands.analyze_command import ArchiveRun

EXIT_OK, EXIT_ERROR, EXIT_USAGE, EXIT_INTERRUPTED = 0, 1, 2, 130
HEADLESS_FOLDER = Path("cxrviewer-results")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """What the window is started with; ``runtime`` and ``device`` empty: preferences decide.

    ``statement_accepted``: nobody is asked to accept the research-use statement.
    ``paths`` may be made while they are asked for, so that the window need not wait for them.
    """

    paths: Iterable[Path]
    bundle_folders: tuple[Path, ...]
    runtime: str
    device: str
    statement_accepted: bool = False


def run(
    arguments: list[str],
    *,
    show_window: Callable[[WindowOptions], int],
    run_archive: "ArchiveRun | None" = None,
) -> int:
    """Carry out one command and return the exit status.

    Windows and clusters lie above this package: what opens them is handed in.
    """
    options = parse_arguments(arguments)
    start_log()
    try:
        return _carry_out(options, show_window, run_archive)
    except UsageError as error:
        complain(f"cxrviewer: {error}")
        return EXIT_USAGE
    except CxrError as error:
        log.error("%s: %s", type(error).__name__, error.cause)
        complain(f"cxrviewer: {error}")
        return EXIT_ERROR
    except KeyboardInterrupt:
        print("cxrviewer: interrupted. What was written so far is whole.", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of the output has seen enough, as `head` does.
        sys.stderr.close()
        return EXIT_OK
    except Exception as error:  # noqa: BLE001  (the border of the program)
        return _confess(error)


def _carry_out(
    options: argparse.Namespace,
    show_window: Callable[[WindowOptions], int],
    run_archive: "ArchiveRun | None",
) -> int:
    if options.command == "window":
        return _window(options, show_window)
    if options.command == "analyze" and options.cluster and run_archive is not None:
        from cxrviewer.app.commands.analyze_command import archive  # noqa: PLC0415

        return archive(options, run_archive)
    return _COMMANDS[options.command](options)


def _confess(error: Exception) -> int:
    """Say that the program made a mistake, and log where.

    The message of a foreign exception can quote a patient's data: it is neither shown nor logged.
    """
    name = type(error).__name__
    log.error("unexpected %s\n%s", name, "".join(traceback.format_tb(error.__traceback__)))
    complain(f"cxrviewer: a mistake of the program ({name}); details are in the log")
    return EXIT_ERROR


def _window(options: argparse.Namespace, show_window: Callable[[WindowOptions], int]) -> int:
    paths: tuple[Path, ...] = tuple(options.paths)
    check_there(paths)
    reason = why_no_screen()
    if reason:
        return _without_window(options, paths, reason)
    wanted = chain(paths, _demo()) if options.demo else paths
    return show_window(
        WindowOptions(
            wanted,
            bundle_folders(),
            options.runtime or "",
            options.device or "",
            statement_accepted=options.accept_research_use,
        )
    )


def _without_window(options: argparse.Namespace, paths: tuple[Path, ...], reason: str) -> int:
    if not options.demo and not paths:
        raise UsageError(
            f"No window can be shown: {reason}",
            remedy="Use `cxrviewer analyze PATH --out DIR` here.",
        )
    print(
        f"cxrviewer: no window can be shown: {reason} Analysing without one into "
        f"{printable(HEADLESS_FOLDER.absolute())}",
        file=sys.stderr,
    )
    from cxrviewer.app.commands.analyze_options import AnalyzeOptions  # noqa: PLC0415
    from cxrviewer.app.commands.analyze_run import analyze  # noqa: PLC0415  (loads the models' runtime)

    if options.demo:
        paths = (*paths, *_demo())
    return analyze(
        AnalyzeOptions(
            paths=paths,
            out=HEADLESS_FOLDER,
            masks=True,
            heatmaps=True,
            pdf=True,
            runtime=options.runtime or "onnx",
            device=options.device or "auto",
            bundle_folders=bundle_folders(),
        )
    )


def _analyze(options: argparse.Namespace) -> int:
    from cxrviewer.app.commands.analyze_command import analyze_here  # noqa: PLC0415

    return analyze_here(options)


def _scan(options: argparse.Namespace) -> int:
    from cxrviewer.app.commands.headers import scan_all  # noqa: PLC0415  (loads pydicom)
    from cxrviewer.reading.reader import Reader  # noqa: PLC0415

    check_there(options.paths)
    with Reader() as reader:
        entries = scan_all(options.paths, reader)
    # All before the first line: a later file may contradict an earlier one.
    for entry in entries:
        print(json.dumps(describe_entry(entry)), flush=True)
    return EXIT_OK


def describe_entry(entry: ScanEntry) -> dict[str, str]:
    """Return one line of ``cxrviewer scan``."""
    if isinstance(entry, Instance):
        study, series, sop = entry.study.uid, entry.series.uid, entry.sop_uid
        reason = " ".join(entry.warnings)
    elif isinstance(entry, PresentationState):
        study, series, sop = entry.study_uid, entry.series_uid, entry.sop_uid
        reason = " ".join(("A presentation state; it is offered with its images.", *entry.warnings))
    else:
        study, series, sop = entry.study_uid, entry.series_uid, entry.sop_uid
        reason = entry.reason
    return {
        "file": printable(entry.path),
        "kind": entry.kind.value,
        "study": study,
        "series": series,
        "sop": sop,
        "status": entry.status.value,
        "reason": reason,
    }


def _render(options: argparse.Namespace) -> int:
    from cxrviewer.app.commands.render import RenderOptions, render  # noqa: PLC0415

    check_there([path for path in (options.file, options.presentation) if path is not None])
    notes = render(
        RenderOptions(
            file=options.file,
            out=options.out,
            window=options.window,
            invert=options.invert,
            overlay=options.overlay,
            bundle_folders=bundle_folders(),
            runtime=options.runtime,
            device=options.device,
            presentation=options.presentation,
        )
    )
    for note in notes:
        print(f"cxrviewer: {note}", file=sys.stderr)
    return EXIT_OK


def _bundles(options: argparse.Namespace) -> int:
    from cxrviewer.app.commands import bundle_commands  # noqa: PLC0415

    if options.action == "install":
        return bundle_commands.install(options.source, installed_models_folder())
    if options.action == "verify":
        return bundle_commands.verify(bundle_folders())
    return bundle_commands.list_all(bundle_folders())


def _audit(options: argparse.Namespace) -> int:
    from cxrviewer.app.commands import audit_commands  # noqa: PLC0415

    if options.action == "export":
        return audit_commands.export(options.log, options.out)
    return audit_commands.check(options.log, options.head)


def _doctor(_options: argparse.Namespace) -> int:
    from cxrviewer.app.commands import doctor  # noqa: PLC0415

    for line in doctor.report():
        print(line)
    return EXIT_OK


def _demo() -> Iterator[Path]:
    from cxrviewer.app.demo import make_demo  # noqa: PLC0415  (loads NumPy and pydicom)

    yield from make_demo(cache_folder() / "demo")


_COMMANDS = {
    "analyze": _analyze,
    "scan": _scan,
    "render": _render,
    "bundles": _bundles,
    "audit": _audit,
    "doctor": _doctor,
}
