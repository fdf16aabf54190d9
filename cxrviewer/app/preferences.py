"""What a person chose, in one JSON file. It holds no text of a file.

A file that cannot be understood is kept aside and said so; the defaults then apply.
"""

import contextlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec

from cxrviewer.app.folders import settings_folder
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.domain.errors import ExportError, printable
from cxrviewer.domain.heatmap_style import PLAIN_STYLE, HeatmapStyle
from cxrviewer.report.atomic import make_folder, remove_leftovers, write_bytes_atomically

FILE_NAME = "preferences.json"
MAX_BYTES = 2**20

Share = Annotated[float, msgspec.Meta(ge=0.0, le=1.0)]
Base64 = Annotated[str, msgspec.Meta(max_length=20_000)]
PresetName = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
# How far a preset's window may reach beyond the values of a radiograph, in percent of them.
PresetShare = Annotated[float, msgspec.Meta(ge=-100_000.0, le=100_000.0)]
MOST_RECENT = 10
FolderName = Annotated[str, msgspec.Meta(max_length=4096)]
Theme = Literal["dark", "light", "system"]
TextSize = Literal[100, 125, 150]
TEXT_SIZES: tuple[TextSize, ...] = get_args(TextSize)
Language = Literal["", "en", "de"]
Address = Annotated[str, msgspec.Meta(max_length=500)]
Moment = Annotated[str, msgspec.Meta(max_length=40)]
ScreenName = Annotated[str, msgspec.Meta(max_length=200)]
PerMillimetre = Annotated[float, msgspec.Meta(ge=1.0, le=25.0)]
Sensitivity = Annotated[float, msgspec.Meta(ge=0.1, le=5.0)]

# Another window may be writing its preferences this very moment.
LEFTOVER_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class OwnPreset:
    """A window as shares of the histogram in percent, from black to white; see ShareScale."""

    name: PresetName
    low: PresetShare
    high: PresetShare


@dataclass(frozen=True, slots=True)
class Preferences:
    """``window_geometry`` and ``window_layout`` are Qt's own byte strings in base64.

    ``device`` and ``runtime`` are empty for the default: the best device, and ONNX Runtime.
    ``read_first`` hides scores until the reader's verdicts are in.
    ``window_sensitivity`` multiplies what a window drag does. ``shortcuts`` holds the keys of the
    actions whose keys were changed (``screens``: units of the window per mm by the name of a
    screen that a person has measured); who knows the actions makes sense of it. ``text_size`` is in
    percent; an empty ``language`` is the system's. ``accepted_statement`` is the version of the
    research-use statement that the person has accepted. ``update_feed`` is the address that is
    asked for newer versions, and ``update_asked`` the day of the last time (ISO 8601).
    """

    device: str = ""
    runtime: str = ""
    analyse_automatically: bool = True
    read_first: bool = False
    switch_window_drag: bool = False
    window_sensitivity: Sensitivity = 1.0
    own_presets: Annotated[tuple[OwnPreset, ...], msgspec.Meta(max_length=50)] = ()
    shortcuts: dict[str, Any] = field(default_factory=dict)
    heatmap_opacity: Share = 0.6
    mask_opacity: Share = 0.6
    heatmap_style: HeatmapStyle = PLAIN_STYLE
    watch_folders: bool = True
    remember_recent: bool = True
    recent_folders: Annotated[tuple[FolderName, ...], msgspec.Meta(max_length=MOST_RECENT)] = ()
    screens: Annotated[dict[ScreenName, PerMillimetre], msgspec.Meta(max_length=20)] = field(
        default_factory=dict
    )
    window_geometry: Base64 = ""
    window_layout: Base64 = ""
    image_window: bool = False
    image_window_geometry: Base64 = ""
    theme: Theme = "dark"
    text_size: TextSize = 100
    language: Language = ""
    accepted_statement: Annotated[str, msgspec.Meta(max_length=20)] = ""
    update_feed: Address = ""
    update_asked: Moment = ""

    def __post_init__(self) -> None:
        if self.device not in ("", "cpu", "cuda", "dml", "coreml"):
            raise ValueError(f"unknown device {self.device!r}")
        if self.runtime not in ("", "tensorflow"):
            raise ValueError(f"unknown runtime {self.runtime!r}")


def preferences_path() -> Path:
    """Return where the preferences of the person who runs the program are."""
    return settings_folder() / FILE_NAME


@dataclass(slots=True)
class PreferencesStore:
    """The preferences in use; ``notices`` tells what went wrong while they were read."""

    path: Path
    current: Preferences = field(default_factory=Preferences)
    notices: tuple[Notice, ...] = ()

    @classmethod
    def open(cls, path: Path) -> "PreferencesStore":
        """Read ``path``, or start with the defaults where it is absent or broken."""
        # A leftover that cannot be removed now harms nobody, and the next start tries again.
        with contextlib.suppress(ExportError):
            remove_leftovers(path.parent, older_than=LEFTOVER_SECONDS)
        try:
            content = _read_bounded(path)
        except FileNotFoundError:
            return cls(path)
        except OSError as error:
            return cls(path, notices=(_unreadable(error),))
        try:
            return cls(path, decode_preferences(content))
        except msgspec.MsgspecError as error:
            return cls(path, notices=(_broken(error, kept=_keep_aside(path)),))

    def save(self, preferences: Preferences) -> Notice | None:
        """Use ``preferences`` from now on and write them atomically; a notice where that fails."""
        self.current = preferences
        try:
            make_folder(self.path.parent)
            write_bytes_atomically(self.path, encode_preferences(preferences))
        except ExportError as error:
            return Notice(
                Severity.WARNING,
                f"The preferences could not be saved: {error.cause}",
                "They apply until the program is closed.",
            )
        return None


class _Stored(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The file: the fields of Preferences under a version."""

    version: int
    preferences: dict[str, Any]


def decode_preferences(content: bytes) -> Preferences:
    """Raise msgspec.MsgspecError where ``content`` is not what encode_preferences writes."""
    try:
        stored = msgspec.json.decode(content, type=_Stored)
    except UnicodeDecodeError as error:
        raise msgspec.DecodeError("it is no text") from error
    if stored.version != 1:
        raise msgspec.ValidationError(f"version {stored.version} is not known")
    unknown = set(stored.preferences) - set(Preferences.__dataclass_fields__)
    if unknown:
        raise msgspec.ValidationError(f"unknown entries: {', '.join(sorted(unknown))}")
    return msgspec.convert(stored.preferences, Preferences)


def encode_preferences(preferences: Preferences) -> bytes:
    stored = _Stored(version=1, preferences=msgspec.to_builtins(preferences))
    return msgspec.json.format(msgspec.json.encode(stored), indent=2) + b"\n"


def _read_bounded(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES)


def _keep_aside(path: Path) -> bool:
    try:
        path.replace(path.with_suffix(".broken.json"))
    except OSError:
        return False
    return True


def _unreadable(error: OSError) -> Notice:
    return Notice(
        Severity.WARNING,
        f"The preferences could not be read: {error.strerror}. The defaults apply.",
        "Check the rights of your configuration folder.",
    )


def _broken(error: Exception, *, kept: bool) -> Notice:
    problem = printable(str(error))
    where = " The old file is kept as preferences.broken.json." if kept else ""
    return Notice(
        Severity.WARNING,
        f"The preferences could not be understood: {problem}. The defaults apply.{where}",
        "Choose your preferences again.",
    )
