"""Puts one line of text into the order in which it is drawn, from left to right.

The bidirectional algorithm of UAX #9 without explicit embeddings (their control characters are
dropped: in identifiers they serve to deceive) and without paired brackets (rule N0). Arabic
letters are joined through Unicode's presentation forms.
"""

import unicodedata
from functools import cache
from itertools import groupby

_CONTROLS = frozenset(["LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN"])
_NEUTRAL = frozenset(["B", "S", "WS", "ON", "ES", "ET", "CS"])
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")  # noqa: RUF001
_LAM, _ISOLATED, _FINAL, _INITIAL, _MEDIAL = "ل", "<isolated>", "<final>", "<initial>", "<medial>"


def visual_order(text: str) -> str:
    """Return ``text``, one line, with joined Arabic and in drawing order."""
    shaped = "".join(char for char in join_arabic(text) if _kind(char) not in _CONTROLS)
    if not any(_kind(char) in ("R", "AL", "AN") for char in shaped):
        return shaped
    return _reordered(shaped, _levels(shaped))


def reads_from_right(text: str) -> bool:
    """Say whether the first strong character of ``text`` belongs to a right-to-left script."""
    strong = (kind for kind in map(_kind, text) if kind in ("L", "R", "AL"))
    return next(strong, "L") != "L"


def join_arabic(text: str) -> str:
    """Return ``text`` with Arabic letters in the form that their neighbours ask for."""
    chars = list(text)
    shaped: list[str] = []
    for index, char in enumerate(chars):
        forms = _forms().get(char)
        if forms is None:
            shaped.append(char)
            continue
        joins_before = _joins_next(_neighbour(chars, index, -1)) and _FINAL in forms
        joins_after = _INITIAL in forms and _joins_previous(_neighbour(chars, index, 1))
        shaped.append(_form(forms, char, before=joins_before, after=joins_after))
    return _with_ligatures("".join(shaped))


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Return letter -> form -> presentation form, from Unicode's own decompositions."""
    forms: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEFD)):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2:
            forms.setdefault(chr(int(parts[1], 16)), {}).setdefault(parts[0], chr(code))
    return forms


@cache
def _ligatures() -> dict[str, str]:
    """Return the lam-alef pairs, as presentation forms, and the glyph that each becomes."""
    pairs = {}
    for code in range(0xFEF5, 0xFEFD):
        form, lam, alef = unicodedata.decomposition(chr(code)).split()
        first = _forms()[chr(int(lam, 16))][_INITIAL if form == _ISOLATED else _MEDIAL]
        pairs[first + _forms()[chr(int(alef, 16))][_FINAL]] = chr(code)
    return pairs


def _with_ligatures(text: str) -> str:
    for pair, glyph in _ligatures().items():
        text = text.replace(pair, glyph)
    return text


def _form(forms: dict[str, str], char: str, *, before: bool, after: bool) -> str:
    wanted = {
        (False, False): _ISOLATED,
        (True, False): _FINAL,
        (False, True): _INITIAL,
        (True, True): _MEDIAL,
    }
    return forms.get(wanted[before, after], char)


def _neighbour(chars: list[str], index: int, step: int) -> str:
    """Return the next letter in one direction, over marks that letters join across."""
    index += step
    while 0 <= index < len(chars) and unicodedata.category(chars[index]) == "Mn":
        index += step
    return chars[index] if 0 <= index < len(chars) else ""


def _joins_next(char: str) -> bool:
    return char == "ـ" or _INITIAL in _forms().get(char, {})


def _joins_previous(char: str) -> bool:
    return char == "ـ" or _FINAL in _forms().get(char, {})


def _kind(char: str) -> str:
    return unicodedata.bidirectional(char)


def _levels(text: str) -> list[int]:
    """Return the embedding level of each character (rules P2 to I2)."""
    base = 1 if reads_from_right(text) else 0
    kinds = _weak([_kind(char) for char in text], "R" if base else "L")
    kinds = _neutral(kinds, "R" if base else "L")
    raised = {"L": base % 2, "R": 1 - base % 2, "EN": 2 - base % 2, "AN": 2 - base % 2}
    return [base + raised[kind] for kind in kinds]


def _weak(kinds: list[str], around: str) -> list[str]:
    """Resolve marks and numbers (rules W1 to W7)."""
    out: list[str] = []
    strong = around
    for kind in kinds:
        resolved = (out[-1] if out else around) if kind == "NSM" else kind
        if resolved in ("L", "R", "AL"):
            strong = resolved
        out.append("AN" if resolved == "EN" and strong == "AL" else resolved)
    for index in range(1, len(out) - 1):
        before, after = out[index - 1], out[index + 1]
        joins = before == after and before in ("EN", "AN")
        if joins and (out[index] == "CS" or (out[index] == "ES" and before == "EN")):
            out[index] = before
    out = _terminators(["R" if kind == "AL" else kind for kind in out])
    return _numbers_in_latin(out, around)


def _terminators(kinds: list[str]) -> list[str]:
    """Let signs such as % and $ go with the number that they stand beside (W5)."""
    out: list[str] = []
    groups = [(kind, len(list(group))) for kind, group in groupby(kinds)]
    for index, (kind, length) in enumerate(groups):
        beside = {groups[n][0] for n in (index - 1, index + 1) if 0 <= n < len(groups)}
        out += ["EN" if kind == "ET" and "EN" in beside else kind] * length
    return out


def _numbers_in_latin(kinds: list[str], around: str) -> list[str]:
    """Let numbers after a Latin letter go with it (W7)."""
    out = []
    strong = around
    for kind in kinds:
        strong = kind if kind in ("L", "R") else strong
        out.append("L" if kind == "EN" and strong == "L" else kind)
    return out


def _neutral(kinds: list[str], base: str) -> list[str]:
    """Give spaces and signs the direction of what surrounds them (N1, N2)."""
    out: list[str] = []
    groups = [(neutral, list(group)) for neutral, group in groupby(kinds, _NEUTRAL.__contains__)]
    for index, (neutral, group) in enumerate(groups):
        if not neutral:
            out += group
            continue
        before = _side(groups[index - 1][1][-1]) if index else base
        after = _side(groups[index + 1][1][0]) if index + 1 < len(groups) else base
        out += [before if before == after else base] * len(group)
    return out


def _side(kind: str) -> str:
    return "R" if kind in ("EN", "AN") else kind


def _reordered(text: str, levels: list[int]) -> str:
    """Reverse runs from the highest level down, and mirror brackets (L2 to L4)."""
    chars = [
        char.translate(_MIRRORED) if level % 2 else char
        for char, level in zip(text, levels, strict=True)
    ]
    order = list(range(len(chars)))
    for least in range(max(levels, default=0), 0, -1):
        turned: list[int] = []
        is_high = [level >= least for level in levels]
        for high, group in groupby(order, is_high.__getitem__):
            run = list(group)
            turned += run[::-1] if high else run
        order = turned
    return "".join(chars[index] for index in order)
