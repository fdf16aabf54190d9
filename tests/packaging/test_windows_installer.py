"""The installer for Windows, run by Wine: what it puts there, what it changes, what it leaves.

Its payload is a stand-in, whose programs note how they were called and run for as long as a test
wants.
"""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cxrviewer import __version__
from scripts.packaging import nsis
from scripts.packaging.places import Payload
from tests.data.windows import Values, Windows, pretend, until, until_gone, windows

pytestmark = [
    pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis is not here (nsis)"),
    pytest.mark.skipif(shutil.which("wine") is None, reason="Wine is not here (wine64, wine)"),
]

ENTRY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\cxrviewer"
CLASSES = r"HKCU\Software\Classes"
EARLIER = "0.0.9"
DONE, IS_RUNNING, TOO_OLD = 0, 3, 4
# Where a test writes, the stand-in is told by the folder that Windows' TEMP names.
STAND_IN = """
Unicode true
Target amd64-unicode
SilentInstall silent
RequestExecutionLevel user
OutFile "${OUT}"
Section
  FileOpen $0 "$TEMP\\started.txt" w
  FileWriteUTF16LE $0 $CMDLINE
  FileClose $0
  again:
  Sleep 20
  IfFileExists "$TEMP\\stay" again
SectionEnd
"""


@dataclass(frozen=True, slots=True)
class Setups:
    """Two versions' installers, and the folder that the newer one is to put in place."""

    earlier: Path
    newer: Path
    payload: Path


@pytest.fixture(scope="module")
def setups(tmp_path_factory: pytest.TempPathFactory) -> Setups:
    folder = tmp_path_factory.mktemp("setups")
    old, new = folder / "old", folder / "new"
    for payload in (old, new):
        (payload / "_internal" / "sub").mkdir(parents=True)
        (payload / "_internal" / "part.bin").write_text(payload.name)
        (payload / "_internal" / "sub" / "Röntgen $1.txt").write_text(payload.name)
        (payload / "sbom.cdx.json").write_text("{}")
    (old / "_internal" / "vanished").mkdir()
    (old / "_internal" / "vanished" / "old.dll").write_text("old")
    _write_stand_in(folder, new / "cxrviewer.exe")
    shutil.copy(new / "cxrviewer.exe", new / "cxrviewer-cli.exe")
    for name in ("cxrviewer.exe", "cxrviewer-cli.exe"):
        shutil.copy(new / name, old)
    work = folder / "work"
    return Setups(
        nsis.write_installer(Payload(old, EARLIER, "windows"), work, folder),
        nsis.write_installer(Payload(new, __version__, "windows"), work, folder),
        new,
    )


def _write_stand_in(folder: Path, target: Path) -> None:
    script = folder / "stand_in.nsi"
    script.write_text(STAND_IN)
    subprocess.run(["makensis", "-V1", f"-DOUT={target}", script], check=True)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    with windows(tmp_path_factory.mktemp("wine")) as made:
        yield made


@pytest.fixture
def home(machine: Windows) -> Iterator[str]:
    """The folder that the program goes to unasked; what a test left there is removed."""
    home = machine.variable("LOCALAPPDATA") + r"\Programs\cxrviewer"
    yield home
    machine.place(machine.variable("TEMP") + r"\stay").unlink(missing_ok=True)
    uninstall(machine)
    shutil.rmtree(machine.place(home), ignore_errors=True)


def uninstall(machine: Windows) -> None:
    command = machine.values(ENTRY).get((ENTRY, "QuietUninstallString"))
    if command:
        program, switch = command.rsplit(" ", 1)
        assert machine.run(program.strip('"'), switch) == DONE
        until_gone(machine, ENTRY)


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def start_and_read(machine: Windows, command: str) -> str:
    """Run a command as the shell does and return how the stand-in was called."""
    note = machine.place(machine.variable("TEMP") + r"\started.txt")
    note.unlink(missing_ok=True)
    assert machine.shell(command) == DONE
    # What a shortcut starts is not waited for.
    until(lambda: note.exists() and note.stat().st_size > 0, f"{command} started nothing")
    return note.read_text("utf-16-le")


def test_that_everything_is_put_in_place(machine: Windows, setups: Setups, home: str) -> None:
    assert machine.run(setups.newer, "/S") == DONE
    there = files(machine.place(home))
    assert there == files(setups.payload) | {"LICENSE.txt", "uninstall-cxrviewer.exe"}
    named = machine.place(home) / "_internal" / "sub" / "Röntgen $1.txt"
    assert named.read_text() == "new"


def test_that_windows_lists_it_among_its_programs(
    machine: Windows, setups: Setups, home: str
) -> None:
    machine.run(setups.newer, "/S")
    entry = {name: value for (_, name), value in machine.values(ENTRY).items()}
    assert entry["DisplayName"] == "cxrviewer"
    assert entry["DisplayVersion"] == __version__
    assert entry["Publisher"] == "The cxrviewer maintainers"
    assert entry["InstallLocation"] == home
    size = sum(path.stat().st_size for path in setups.payload.rglob("*") if path.is_file())
    kilobytes = int(entry["EstimatedSize"].removeprefix("dword:"), 16)
    assert size <= kilobytes * 1024 <= size + 4096


def test_that_the_start_menu_starts_it(machine: Windows, setups: Setups, home: str) -> None:
    machine.run(setups.newer, "/S")
    link = machine.variable("APPDATA") + r"\Microsoft\Windows\Start Menu\Programs\cxrviewer.lnk"
    assert f"{home}\\cxrviewer.exe" in start_and_read(machine, f'start /wait "" "{link}"')


@pytest.mark.parametrize(
    ("key", "paths"),
    [
        (r"cxrviewer.dicom\shell\open\command", (r"C:\Müller  Röntgen\a b.dcm",)),
        (r"Applications\cxrviewer.exe\shell\open\command", (r"C:\胸\x.dcm",)),
        (r"Directory\shell\cxrviewer\command", (r"C:\Ordner mit Bildern",)),
        (r"Directory\Background\shell\cxrviewer\command", (r"C:\a & b",)),
        (r"Drive\shell\cxrviewer\command", ("D:\\", r"D:\\.")),
    ],
)
def test_that_open_with_hands_over_one_path(
    machine: Windows, setups: Setups, home: str, key: str, paths: tuple[str, ...]
) -> None:
    machine.run(setups.newer, "/S")
    command = machine.values(CLASSES)[f"{CLASSES}\\{key}", "@"]
    called = start_and_read(machine, command.replace("%1", paths[0]).replace("%V", paths[0]))
    assert called == f'"{home}\\cxrviewer.exe" "{paths[-1]}"'


def test_that_dicom_is_offered_and_never_taken(machine: Windows, setups: Setups, home: str) -> None:
    machine.run("reg", "add", rf"{CLASSES}\.dcm", "/d", "other.viewer", "/f")
    machine.run("reg", "add", rf"{CLASSES}\.dcm\OpenWithProgids", "/v", "other.viewer", "/f")
    before = machine.values(CLASSES)
    machine.run(setups.newer, "/S")
    values = machine.values()
    assert values[rf"{CLASSES}\.dcm", "@"] == "other.viewer"
    assert (rf"{CLASSES}\.dcm\OpenWithProgids", "cxrviewer.dicom") in values
    mime = rf"{CLASSES}\MIME\Database\Content Type\application/dicom"
    assert values[mime, "Extension"] == ".dcm"
    offered = values[r"HKCU\Software\RegisteredApplications", "cxrviewer"]
    assert values[rf"HKCU\{offered}\FileAssociations", ".dcm"] == "cxrviewer.dicom"
    uninstall(machine)
    assert machine.values(CLASSES) == before
    machine.run("reg", "delete", rf"{CLASSES}\.dcm", "/f")


def test_that_an_upgrade_keeps_settings_and_bundles_and_drops_what_vanished(
    machine: Windows, setups: Setups, home: str
) -> None:
    assert machine.run(setups.earlier, "/S") == DONE
    assert files(machine.place(home)) >= {"_internal/vanished/old.dll"}
    own = machine.place(home) / "_internal" / "my list.txt"
    own.write_text("mine")
    kept = machine.place(machine.variable("LOCALAPPDATA") + r"\cxrviewer")
    (kept / "models" / "mine").mkdir(parents=True)
    (kept / "models" / "mine" / "manifest.json").write_text("{}")
    (kept / "preferences.json").write_text("{}")
    settings = files(kept)
    assert machine.run(setups.newer, "/S") == DONE
    assert files(machine.place(home)) == files(setups.payload) | {
        "LICENSE.txt",
        "uninstall-cxrviewer.exe",
        "_internal/my list.txt",
    }
    assert not (machine.place(home) / "_internal" / "vanished").exists()
    assert (machine.place(home) / "_internal" / "part.bin").read_text() == "new"
    assert machine.values(ENTRY)[ENTRY, "DisplayVersion"] == __version__
    uninstall(machine)
    assert files(kept) == settings
    assert files(machine.place(home)) == {"_internal/my list.txt"}


def test_that_a_version_in_another_folder_is_removed(
    machine: Windows, setups: Setups, home: str
) -> None:
    assert machine.run(setups.earlier, "/S", r"/D=C:\earlier") == DONE
    assert machine.place(r"C:\earlier\cxrviewer.exe").exists()
    assert machine.run(setups.newer, "/S", f"/D={home}") == DONE
    assert not machine.place(r"C:\earlier").exists()
    assert machine.values(ENTRY)[ENTRY, "InstallLocation"] == home


@pytest.mark.parametrize("program", ["cxrviewer.exe", "cxrviewer-cli.exe"])
def test_that_nothing_changes_while_the_program_runs(
    machine: Windows, setups: Setups, home: str, program: str
) -> None:
    machine.run(setups.earlier, "/S")
    before, registry = files(machine.place(home)), machine.values()
    temporary = machine.place(machine.variable("TEMP"))
    (temporary / "stay").touch()
    (temporary / "started.txt").unlink(missing_ok=True)
    with machine.start(f"{home}\\{program}") as running:
        until((temporary / "started.txt").exists, "the program did not start")
        assert machine.run(setups.newer, "/S") == IS_RUNNING
        assert machine.run(f"{home}\\uninstall-cxrviewer.exe", "/S", f"_?={home}") == IS_RUNNING
        assert files(machine.place(home)) == before
        assert machine.values() == registry
        (temporary / "stay").unlink()
        assert running.wait(timeout=30) == DONE
    assert machine.run(setups.newer, "/S") == DONE
    assert "_internal/vanished/old.dll" not in files(machine.place(home))


def test_that_uninstalling_leaves_what_others_wrote_and_nothing_of_ours(
    machine: Windows, setups: Setups, home: str
) -> None:
    before = machine.values()
    machine.run(setups.newer, "/S")
    assert _ours(machine.values())
    uninstall(machine)
    assert machine.values() == before
    assert not machine.place(home).exists()
    menu = machine.variable("APPDATA") + r"\Microsoft\Windows\Start Menu"
    assert not any("cxrviewer" in name for name in files(machine.place(menu)))


def _ours(values: Values) -> Values:
    return {place: value for place, value in values.items() if "cxrviewer" in f"{place}{value}"}


@pytest.mark.parametrize(
    "folder", [r"C:\Program Files\cxr viewer", r"C:\Prüfung\Röntgen 胸部", r"C:\cost $INSTDIR"]
)
def test_that_any_folder_will_do(machine: Windows, setups: Setups, home: str, folder: str) -> None:
    shutil.copy(setups.newer, machine.prefix / "drive_c" / "setup.exe")
    assert machine.shell(f"C:\\setup.exe /S /D={folder}") == DONE
    place = machine.place(folder)
    assert "cxrviewer.exe" in files(place)
    (place / "my notes.txt").write_text("mine")
    assert not machine.place(home).exists()
    assert machine.run(setups.newer, "/S") == DONE, "again, where it was before"
    assert not machine.place(home).exists()
    uninstall(machine)
    assert files(place) == {"my notes.txt"}
    shutil.rmtree(place)


def test_that_a_folder_with_other_things_gets_one_for_the_program(
    machine: Windows, setups: Setups, home: str
) -> None:
    others = machine.place(r"C:\Tools")
    (others / "_internal").mkdir(parents=True)
    # Another program's, which must be neither run nor written over.
    for name in ("uninstall.exe", "LICENSE.txt", "_internal/part.bin"):
        (others / name).write_text("theirs")
    theirs = files(others)
    assert machine.run(setups.newer, "/S", r"/D=C:\Tools") == DONE
    assert machine.values(ENTRY)[ENTRY, "InstallLocation"] == r"C:\Tools\cxrviewer"
    assert machine.run(setups.newer, "/S") == DONE
    assert "cxrviewer.exe" in files(others / "cxrviewer")
    uninstall(machine)
    assert files(others) == theirs
    assert all((others / name).read_text() == "theirs" for name in theirs)
    shutil.rmtree(others)


def test_that_an_older_windows_is_told_so(machine: Windows, setups: Setups, home: str) -> None:
    pretend(machine, "win7")
    try:
        assert machine.run(setups.newer, "/S") == TOO_OLD
    finally:
        pretend(machine, "win10")
    assert not machine.place(home).exists()
