"""Windows: an installer around the frozen program, made by NSIS (which runs on Linux too)."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from scripts.packaging.places import HERE, MAINTAINER, NAME, ROOT, Payload, run

SCRIPT = HERE / "windows" / "installer.nsi"


def write_installer(payload: Payload, work: Path, out: Path) -> Path:
    """Return the set-up program for ``payload``, which must have been frozen on Windows.

    Debian's makensis is meant: the one for Windows lacks the 64-bit loader.
    """
    # Needs Qt and Pillow, which a build on Linux does without.
    from scripts.packaging.icons import write_icon, write_side_picture  # noqa: PLC0415

    work.mkdir(parents=True, exist_ok=True)
    icon = work / f"{NAME}.ico"
    write_icon(icon)
    picture = work / "side.bmp"
    write_side_picture(picture)
    listed = work / "payload.nsh"
    listed.write_text("".join(f"{line}\n" for line in _removal(payload)), "utf-8")
    setup = (out / f"{NAME}-{payload.version}-setup.exe").resolve()
    values = {
        "VERSION": payload.version,
        "PUBLISHER": MAINTAINER.split(" <")[0],
        "PAYLOAD": payload.folder,
        "PAYLOAD_LIST": listed.resolve(),
        "LICENCE": ROOT / "LICENSE",
        "ICON": icon.resolve(),
        "PICTURE": picture.resolve(),
        "OUTPUT": setup,
    }
    words = [f"-D{name}={value}" for name, value in values.items()]
    run(["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *words, SCRIPT])
    return setup


def _removal(payload: Payload) -> Iterator[str]:
    """Yield what the uninstaller deletes: each file, then each folder that is empty by then."""
    paths = sorted(payload.folder.rglob("*"), key=lambda path: len(path.parts), reverse=True)
    yield f"!define PAYLOAD_KB {payload.bytes // 1024 + 1}"
    yield "!macro REMOVE_PAYLOAD"
    for path in paths:
        verb = "RMDir" if path.is_dir() else "Delete"
        yield f'  {verb} "$INSTDIR\\{_for_windows(path.relative_to(payload.folder))}"'
    yield "!macroend"


def _for_windows(path: Path) -> str:
    """Return ``path`` as NSIS writes it, where a dollar begins a variable."""
    return str(PurePosixPath(path)).replace("/", "\\").replace("$", "$$")
