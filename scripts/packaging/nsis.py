"""Windows: an installer around the frozen program, made by NSIS (which runs on Linux too)."""

import shutil
from pathlib import Path

from scripts.packaging.places import HERE, NAME, ROOT, Payload, run

SCRIPT = HERE / "windows" / "installer.nsi"


def write_installer(payload: Payload, work: Path, out: Path) -> Path:
    """Return the set-up program for ``payload``, which must have been frozen on Windows."""
    # Needs Qt and Pillow, which a build on Linux does without.
    from scripts.packaging.icons import write_icon  # noqa: PLC0415

    work.mkdir(parents=True, exist_ok=True)
    icon = work / f"{NAME}.ico"
    write_icon(icon)
    shutil.copyfile(ROOT / "LICENSE", payload.folder / "LICENSE.txt")
    setup = (out / f"{NAME}-{payload.version}-setup.exe").resolve()
    values = {
        "VERSION": payload.version,
        "PAYLOAD": payload.folder,
        "ICON": icon.resolve(),
        "OUTPUT": setup,
    }
    words = [f"-D{name}={value}" for name, value in values.items()]
    run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", *words, SCRIPT])
    return setup
