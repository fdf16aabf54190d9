"""The command line, as arguments. What it accepts is a contract: tests and scripts build on it."""

import argparse
from pathlib import Path

from cxrviewer import RESEARCH_USE_STATEMENT, __version__
from cxrviewer.app.commands.cluster_options import SHARD_FILES

COMMANDS = ("analyze", "scan", "render", "bundles", "audit", "doctor")
RUNTIMES = ("onnx", "tensorflow")
DEVICES = ("auto", "cpu", "cuda", "dml", "coreml")


def parse_arguments(arguments: list[str]) -> argparse.Namespace:
    """Return the arguments; ``command`` is one of COMMANDS, or ``window``.

    The first word decides: a folder named like a command is given as ./analyze.
    """
    if arguments and arguments[0] in COMMANDS:
        parser = _command_parser()
        options = parser.parse_args(arguments)
        if options.command == "analyze":
            _check_analyze(parser, options)
        return options
    options = _window_parser().parse_args(arguments)
    options.command = "window"
    return options


def _window_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cxrviewer",
        description="Open chest radiographs (DICOM, PNG, JPEG) in a window.",
        epilog=f"Commands without a window: {', '.join(COMMANDS)}; "
        f"`cxrviewer COMMAND --help` explains each. {RESEARCH_USE_STATEMENT}",
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="folders or files")
    parser.add_argument(
        "--demo", action="store_true", help="open synthetic studies that the program makes itself"
    )
    parser.add_argument(
        "--accept-research-use",
        action="store_true",
        help="accept the research-use statement for this run, where nobody can be asked",
    )
    _add_models(parser, runtime=None, device=None)
    parser.add_argument("--version", action="version", version=f"cxrviewer {__version__}")
    return parser


def _command_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cxrviewer", epilog=RESEARCH_USE_STATEMENT)
    commands = parser.add_subparsers(dest="command", required=True)
    _add_analyze(commands.add_parser("analyze", help="analyse radiographs without a window"))
    scan = commands.add_parser("scan", help="print one JSON object per file, headers only")
    scan.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="folders or files")
    _add_render(commands.add_parser("render", help="write one radiograph as the screen shows it"))
    _add_bundles(commands.add_parser("bundles", help="list, verify or install model bundles"))
    _add_audit(commands.add_parser("audit", help="verify or export the log of what was shown"))
    commands.add_parser("doctor", help="say what is installed and what is missing")
    return parser


def _add_analyze(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Analyse radiographs and write results.csv, studies.csv and outputs.csv. Exit status: 0 "
        "when every file was analysed, 3 when some were refused, 2 for wrong usage, 1 for an error."
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="folders or files")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="output folder")
    parser.add_argument("--masks", action="store_true", help="write lung masks as PNG")
    parser.add_argument("--heatmaps", action="store_true", help="write a heatmap PNG per label")
    parser.add_argument("--pdf", action="store_true", help="write a PDF report per study")
    parser.add_argument(
        "--scores-anyway",
        action="store_true",
        help="print scores in reports although the input check doubts the radiograph",
    )
    parser.add_argument(
        "--local-points",
        action="store_true",
        help="operating points chosen in the threshold lab in place of the models' own",
    )
    parser.add_argument(
        "--bundle", nargs="+", action="extend", default=[], metavar="NAME", help="only these"
    )
    parser.add_argument(
        "--jobs", type=_positive, default=1, metavar="N", help="processes (default: 1)"
    )
    parser.add_argument(
        "--resume", action="store_true", help="go on with an interrupted run: only what is missing"
    )
    _add_models(parser, runtime="onnx", device="auto")
    _add_cluster(parser.add_argument_group("archives", "over Ray Data; tables only"))


def _check_analyze(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """End with a message where the arguments do not go together."""
    if not (options.paths or options.url or options.files_from):
        parser.error("analyze: name files or folders")
    if options.local_points and (options.cluster or options.resume):
        parser.error("analyze: --local-points goes neither with --cluster nor with --resume")
    for name in (
        () if options.cluster else ("url", "files_from", "workers", "batch", "parquet_only")
    ):
        if getattr(options, name):
            parser.error(f"analyze: --{name.replace('_', '-')} goes with --cluster auto")


def _add_cluster(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--cluster",
        default="",
        metavar="auto|ADDRESS",
        help="this machine, or a Ray cluster",
    )
    group.add_argument(
        "--url", action="append", default=[], help="s3://, gs://, https:// ... or dicomweb+https://"
    )
    group.add_argument(
        "--files-from", type=Path, metavar="LIST", help="a file with one path or URL per line"
    )
    group.add_argument(
        "--shard-files", type=_files, default=SHARD_FILES, metavar="N", help="files per table"
    )
    group.add_argument(
        "--workers", type=_positive, default=0, metavar="N", help="at most so many actors"
    )
    group.add_argument(
        "--batch",
        type=_positive,
        default=0,
        metavar="N",
        help="radiographs asked about together (default: 1 on the processor, 16 on a GPU)",
    )
    group.add_argument(
        "--parquet-only", action="store_true", help="leave the CSV tables of the whole run out"
    )


def _add_render(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.png")
    parser.add_argument(
        "--window",
        type=_window,
        metavar="CENTER,WIDTH",
        help="instead of the file's own; write --window=CENTER,WIDTH when the center is below 0",
    )
    parser.add_argument("--invert", action="store_true", help="exchange black and white")
    parser.add_argument(
        "--presentation", type=Path, metavar="FILE", help="show it by this presentation state"
    )
    parser.add_argument(
        "--overlay", default="", metavar="lungs|LABEL", help="draw the lungs or a label's heatmap"
    )
    _add_models(parser, runtime="onnx", device="auto")


def _add_bundles(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("list", help="name the bundles that are there")
    actions.add_parser("verify", help="check files and run every self-check")
    install = actions.add_parser("install", help="check a bundle and copy it to where it is found")
    install.add_argument("source", type=Path, metavar="PATH", help="the folder of a bundle")


def _add_audit(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    check = actions.add_parser("verify", help="follow the chain of hashes; 1 where it is broken")
    check.add_argument(
        "--head", default="", metavar="COUNT:HASH", help="a head of this log that was kept before"
    )
    export = actions.add_parser("export", help="write the log as CSV")
    export.add_argument("--out", type=Path, required=True, metavar="FILE.csv")
    for action in (check, export):
        action.add_argument("--log", type=Path, metavar="FILE", help="another log than your own")


def _add_models(
    parser: argparse.ArgumentParser, *, runtime: str | None, device: str | None
) -> None:
    parser.add_argument(
        "--runtime", choices=RUNTIMES, default=runtime, help="what runs the networks (onnx)"
    )
    parser.add_argument(
        "--device", choices=DEVICES, default=device, help="where the networks run (auto)"
    )


def _files(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 100_000:
        raise argparse.ArgumentTypeError(f"{text} is not between 1 and 100000")
    return number


def _positive(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 256:
        raise argparse.ArgumentTypeError(f"{text} is not between 1 and 256")
    return number


def _window(text: str) -> tuple[float, float]:
    try:
        center, width = (float(part) for part in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not CENTER,WIDTH") from error
    return center, width
