"""The page of third parties' licences, written from what the wheels themselves carry."""

import importlib.metadata
import sys
import sysconfig
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from scripts.packaging.places import HERE

WORDS = ("licen", "copying", "notice", "thirdparty", "third-party", "privacy")
# The build environment's own tools, which do not ship.
NOT_SHIPPED = {"pip", "setuptools", "wheel", "cxrviewer", "colorama"}
# Qt for Python's wheels carry no text: it is used under the LGPL, as a library of its own.
TEXTS_BESIDE = {
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
}
# Flatbuffers' wheel names its licence and brings no copy of it; the program's own has the text.
APACHE = ("flatbuffers",)


@dataclass(frozen=True, slots=True)
class Part:
    """A library that ships; ``texts`` are (file name, content) of its licences and notices."""

    name: str
    version: str
    licence: str
    texts: tuple[tuple[str, str], ...]


def installed_parts(folder: Path, only: Set[str] = frozenset()) -> list[Part]:
    """Return every library below ``folder`` (a site-packages), in order of name.

    ``only`` restricts them to these lower-case names. Raises ValueError where one has no licence
    text at all.
    """
    found = importlib.metadata.distributions(path=[str(folder)])
    wanted = [item for item in found if not only or item.name.lower() in only]
    parts = [_part(item) for item in wanted if item.name.lower() not in NOT_SHIPPED]
    bare = [part.name for part in parts if not part.texts]
    if bare:
        raise ValueError(f"no licence text was found for {', '.join(bare)}")
    return sorted(parts, key=lambda part: part.name.lower())


def python_part() -> Part:
    """Return the interpreter itself."""
    names = [Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE"]
    names.append(Path(sys.base_prefix) / "LICENSE.txt")
    text = next((path.read_text("utf-8") for path in names if path.is_file()), "")
    if not text:
        raise ValueError("the interpreter's licence was not found beside its library")
    version = ".".join(str(number) for number in sys.version_info[:3])
    return Part("Python", version, "PSF-2.0", (("LICENSE.txt", text),))


def page(parts: Sequence[Part]) -> str:
    """Return the whole page as plain text: a table first, then every text."""
    lines = ["Licences of the libraries inside cxrviewer", "", *_table(parts), ""]
    for part in parts:
        for name, text in part.texts:
            lines += ["=" * 78, f"{part.name} {part.version}: {name}", "=" * 78, "", text.strip()]
            lines.append("")
    return "\n".join(lines)


def _table(parts: Sequence[Part]) -> Iterator[str]:
    width = max(len(part.name) for part in parts)
    for part in parts:
        yield f"{part.name:{width}}  {part.version:12}  {part.licence}"


def _part(distribution: importlib.metadata.Distribution) -> Part:
    name = distribution.name.lower().replace("_", "-")
    texts = dict(_own_texts(distribution))
    for file in TEXTS_BESIDE.get(name, ()):
        texts[file] = (HERE / "texts" / file).read_text("utf-8")
    if name in APACHE and not texts:
        texts["LICENSE"] = (HERE.parents[1] / "LICENSE").read_text("utf-8")
    return Part(
        distribution.name, distribution.version, _licence(distribution), tuple(texts.items())
    )


def _own_texts(distribution: importlib.metadata.Distribution) -> Iterator[tuple[str, str]]:
    for file in distribution.files or ():
        if _is_text(file.parts):
            text = Path(str(file.locate())).read_text("utf-8", errors="replace")
            if text.strip():
                yield "/".join(file.parts[-2:]), text


def _is_text(parts: tuple[str, ...]) -> bool:
    name = parts[-1].lower()
    if name.endswith((".py", ".pyc", ".pyi", ".so", ".json", ".svg")):
        return False
    inside = any(folder.lower() in ("licenses", "licences") for folder in parts[:-1])
    return inside or any(name.startswith(word) for word in WORDS)


def _licence(distribution: importlib.metadata.Distribution) -> str:
    """Return the SPDX expression, or what else the wheel says of its terms, on one line."""
    said = distribution.metadata.json
    expression = said.get("license_expression")
    if isinstance(expression, str):
        return expression
    classifiers = [c for c in said.get("classifier", ()) if c.startswith("License ::")]
    if classifiers:
        return "; ".join(c.rsplit(" :: ", 1)[-1] for c in classifiers)
    first = str(said.get("license", "see the text")).strip().splitlines()
    return first[0] if first else "see the text"
