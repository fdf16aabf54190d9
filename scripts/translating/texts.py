"""Every text of the window that a person reads, with the context under which Qt looks it up.

Qt's own lupdate finds ``self.tr`` alone. The window also has functions that translate, ``_tr`` and
``translated``, and tables whose texts are marked with ``mark`` and translated when they are shown.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cxrviewer import RESEARCH_USE_STATEMENT

REPOSITORY = Path(__file__).resolve().parents[2]
WINDOW = REPOSITORY / "cxrviewer" / "ui"
TABLE_CONTEXT = "actions"
SENTENCE_CONTEXT = "sentences"
CALLS = frozenset({"tr", "_tr", "translated", "mark", "translate"})


@dataclass(frozen=True, order=True, slots=True)
class Text:
    """``plural``: the text counts something, %n."""

    context: str
    source: str
    plural: bool = False


class UnreadableTextError(ValueError):
    """A text that cannot be found by reading the source: it has to be marked where it stands."""


def window_texts() -> list[Text]:
    """Return the texts of all modules of the window, each once.

    Raises UnreadableTextError for ``self.tr`` of something that is no literal.
    """
    found = {text for path in sorted(WINDOW.rglob("*.py")) for text in texts_of(path)}
    found.add(Text(TABLE_CONTEXT, RESEARCH_USE_STATEMENT))
    return sorted(found)


def texts_of(path: Path) -> Iterator[Text]:
    """Yield the texts of one module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    own = _own_context(tree)
    for owner, call in _calls(tree, ""):
        name = _name(call)
        context = {"tr": owner, "translated": TABLE_CONTEXT}.get(name, own)
        text = _literal(call.args[1 if name == "translate" else 0])
        if name == "translate":
            context = _literal(call.args[0]) or ""
        if text is None and name == "tr":
            raise UnreadableTextError(f"{path}:{call.lineno}: the text is no literal")
        if context and text:
            yield Text(context, text, plural="%n" in text)


def _own_context(tree: ast.Module) -> str:
    """Return the context that the module's own ``_tr`` names, or that of the tables."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "_tr":
            calls = (part for part in ast.walk(node) if isinstance(part, ast.Call))
            named = (_literal(call.args[0]) for call in calls if _name(call) == "translate")
            return next((name for name in named if name), TABLE_CONTEXT)
    return TABLE_CONTEXT


def _calls(node: ast.AST, owner: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls that translate, each with the class in which it stands."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and _name(child) in CALLS and child.args:
            yield owner, child
        yield from _calls(child, child.name if isinstance(child, ast.ClassDef) else owner)


def _name(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
