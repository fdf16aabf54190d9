"""The translators' files and what Qt reads: lupdate and lrelease over them."""

import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

from scripts.translating.texts import REPOSITORY, Text

FOLDER = REPOSITORY / "resources" / "translations"
LANGUAGES = ("de", "en")
# English needs words of its own for what is counted, and for nothing else.
PLURALS_ONLY = frozenset({"en"})


def source_file(language: str) -> Path:
    return FOLDER / f"cxrviewer_{language}.ts"


def update(language: str, texts: Iterable[Text]) -> None:
    """Bring the translators' file up to ``texts``: new ones are unfinished, old ones go."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "texts.py"
        listed.write_text("\n".join(_line(text) for text in texts) + "\n", encoding="utf-8")
        plural = ["-pluralonly"] if language in PLURALS_ONLY else []
        languages = ["-source-language", "en", "-target-language", language]
        target = source_file(language)
        options = ["-locations", "none", "-no-obsolete", *plural, *languages]
        _run("lupdate", *options, str(listed), "-ts", str(target))


def compile_to(language: str, target: Path) -> None:
    """Write what Qt reads; what is unfinished stays English."""
    _run("lrelease", "-nounfinished", str(source_file(language)), "-qm", str(target))


def translations(language: str) -> dict[Text, tuple[str, ...]]:
    """Return the finished translations; a text that counts has several."""
    finished = {}
    for context in ElementTree.parse(source_file(language)).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type"):
                continue
            plural = message.get("numerus") == "yes"
            forms = [form.text or "" for form in translation.iter("numerusform")]
            text = Text(name, message.findtext("source") or "", plural)
            finished[text] = tuple(forms) if plural else (translation.text or "",)
    return finished


def _line(text: Text) -> str:
    counted = ', "", 1' if text.plural else ""
    return f"QCoreApplication.translate({text.context!r}, {text.source!r}{counted})"


def _run(tool: str, *arguments: str) -> None:
    program = Path(sysconfig.get_path("scripts")) / f"pyside6-{tool}"
    done = subprocess.run(
        [str(program), *arguments], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    if done.returncode:
        sys.exit(f"{tool} failed:\n{done.stdout}{done.stderr}")
