"""Every colour of the window, once for dark rooms and once for light ones."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """The style sheet names them as $name. ``on_accent`` is for words on ``accent_dark``.

    Words are held to a contrast of 4.5 on every ground, signs and edges of controls to 3
    (WCAG 2.1, 1.4.3 and 1.4.11); ``faint`` is for what cannot be used at the moment.
    """

    base: str = "#0e1114"
    panel: str = "#15191d"
    raised: str = "#1d2328"
    hover: str = "#262e35"
    line: str = "#2b333a"
    text: str = "#dde3e8"
    dim: str = "#98a4af"
    faint: str = "#74808b"
    accent: str = "#4ab0de"
    accent_dark: str = "#1f5f80"
    on_accent: str = "#ffffff"
    selection: str = "#183646"
    above: str = "#f2a33a"
    demo: str = "#c58cf0"
    contour: str = "#5ae678"
    agreement: str = "#ffffff"
    warning: str = "#e6c04a"
    error: str = "#ff7f70"
    good: str = "#5fbf8f"
    measure: str = "#ffe066"
    measure_chosen: str = "#5ad1ff"


DARK = Colours()
LIGHT = Colours(
    base="#ffffff",
    panel="#f3f5f7",
    raised="#e8ecf0",
    hover="#dbe2e8",
    line="#bcc6cf",
    text="#14191d",
    dim="#48535d",
    faint="#727e89",
    accent="#0a5f92",
    accent_dark="#0f5f8c",
    on_accent="#ffffff",
    selection="#cfe4f2",
    above="#864800",
    demo="#71309f",
    warning="#6d4c00",
    error="#ab2119",
    good="#155d39",
)

GROUNDS = ("base", "panel", "raised", "hover", "selection")
WORDS = ("text", "dim", "accent", "above", "demo", "warning", "error", "good")
# A radiograph is looked at on black whatever stands around it.
IMAGE = DARK
