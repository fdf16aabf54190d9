"""The page of third parties' licences, written from what the wheels themselves carry."""

import importlib.metadata
import sys
import sysconfig
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from scripts.packaging.contents import Contents, Kind, Owner, plain_name
from scripts.packaging.places import HERE, ROOT

WORDS = ("licen", "copying", "notice", "thirdparty", "third-party", "privacy")
# Where Debian keeps the terms of its packages.
SYSTEM_TEXTS = Path("/usr/share/doc")
FONTS = ROOT / "resources" / "fonts"
TITLE = "Licences of the libraries inside cxrviewer"
NOTES = """
Qt, Qt for Python (PySide6) and Shiboken are used under the GNU Lesser General Public License,
version 3. They lie beside the program as libraries of their own, in the folders PySide6 and
shiboken6 (below _internal, or Contents/Frameworks on macOS): put another build of the same version
series there under the same names, and the program uses it. You may take the program apart to see
that it does. Their sources: https://download.qt.io/official_releases/ (qt and QtForPython).

OpenCV's build for Linux brings FFmpeg under the GNU Lesser General Public License, version 2.1, as
libraries of their own in opencv_python_headless.libs. Its sources: https://ffmpeg.org/releases/
"""
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


def licence_page(site_packages: Path, contents: Contents) -> str:
    """Return the page of everything that ``contents`` lists."""
    system = [_system_part(owner) for owner in contents.system_packages()]
    wheels = installed_parts(site_packages, contents.wheels())
    runtime = [_runtime_part(owner) for owner in contents.owners if owner.kind is Kind.RUNTIME]
    return page([python_part(), *wheels, *system, *runtime, fonts_part()])


def installed_parts(folder: Path, names: Set[str]) -> list[Part]:
    """Return the libraries below ``folder`` (a site-packages) with these plain names, in order.

    Raises ValueError where one has no licence text at all.
    """
    found = importlib.metadata.distributions(path=[str(folder)])
    parts = [_part(item) for item in found if plain_name(item.name) in names]
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


def fonts_part() -> Part:
    """Return the fonts of the report."""
    texts = [(path.name, path.read_text("utf-8")) for path in sorted(FONTS.glob("LICENSE-*"))]
    return Part("Fonts of the report", "-", "OFL-1.1, Apache-2.0, Bitstream Vera", tuple(texts))


def _runtime_part(owner: Owner) -> Part:
    text = "Microsoft's, passed on unchanged as its licence for redistributable code permits."
    return Part(owner.name, owner.version, "Microsoft's terms", (("note", text),))


def _system_part(owner: Owner) -> Part:
    text = (SYSTEM_TEXTS / owner.name / "copyright").read_text("utf-8", errors="replace")
    return Part(owner.name, owner.version, "see the text", (("copyright", text),))


def page(parts: Sequence[Part]) -> str:
    """Return the whole page as plain text: a table, which the program shows, notes, every text."""
    lines = [TITLE, "", *_table(parts), NOTES]
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
    name = plain_name(distribution.name)
    texts = dict(_own_texts(distribution))
    for file in TEXTS_BESIDE.get(name, ()):
        texts[file] = (HERE / "texts" / file).read_text("utf-8")
    if name in APACHE and not texts:
        texts["LICENSE"] = (ROOT / "LICENSE").read_text("utf-8")
    return Part(
        distribution.name, distribution.version, _licence(distribution), tuple(texts.items())
    )


def _own_texts(distribution: importlib.metadata.Distribution) -> Iterator[tuple[str, str]]:
    seen = {""}
    for file in distribution.files or ():
        if _is_text(file.parts):
            text = Path(str(file.locate())).read_text("utf-8", errors="replace")
            if text.strip() not in seen:
                seen.add(text.strip())
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
