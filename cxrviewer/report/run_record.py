"""run.json: which program, models and devices made the tables beside it, sitting after sitting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from cxrviewer import __version__
from cxrviewer.domain.analysis import BundleIdentity
from cxrviewer.domain.errors import ExportError
from cxrviewer.report.atomic import write_bytes_atomically

RUN_NAME = "run.json"


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A model that was asked; ``manifest_sha256`` says exactly which."""

    name: str
    version: str
    manifest_sha256: str

    @classmethod
    def of(cls, identity: BundleIdentity) -> "Model":
        return cls(identity.name, identity.version, identity.checksum)


class Sitting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One start of the program. ``providers`` are what computed the scores.

    ``files`` counts all files of the run by status, once the sitting has come to its end.
    """

    program: str
    started: str
    providers: tuple[str, ...]
    models: tuple[Model, ...]
    files: dict[str, int] | None = None


class _Run(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sittings: tuple[Sitting, ...]


@dataclass(frozen=True, slots=True)
class RunRecord:
    """The file of one output folder, and the sitting that is written at its end."""

    path: Path
    earlier: tuple[Sitting, ...]
    sitting: Sitting

    def end(self, files: dict[str, int], *, providers: tuple[str, ...] | None = None) -> None:
        """Write that the sitting has come to its end. Raises ExportError."""
        known = self.sitting.providers if providers is None else providers
        self._write(msgspec.structs.replace(self.sitting, files=files, providers=known))

    def _write(self, sitting: Sitting) -> None:
        content = msgspec.json.encode(_Run((*self.earlier, sitting)))
        write_bytes_atomically(self.path, msgspec.json.format(content) + b"\n")


def begin_record(
    folder: Path,
    models: Iterable[Model],
    *,
    providers: tuple[str, ...],
    started: datetime,
    resume: bool,
) -> RunRecord:
    """Write that a sitting has begun; ``resume`` keeps those before it. Raises ExportError."""
    path = folder / RUN_NAME
    when = started.isoformat(timespec="seconds")
    sitting = Sitting(f"cxrviewer {__version__}", when, providers, tuple(models))
    record = RunRecord(path, _read(path) if resume else (), sitting)
    record._write(sitting)
    return record


def _read(path: Path) -> tuple[Sitting, ...]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Run).sittings
    except FileNotFoundError:
        return ()
    except (OSError, msgspec.MsgspecError) as error:
        raise ExportError(
            "it is not a record that this program wrote.",
            remedy="Remove it, choose another output folder, or run without --resume.",
            path=path,
        ) from error
