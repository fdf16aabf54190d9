"""Rows of the window presets. Their menu is filled for each radiograph, in ``preset_menu``."""

from cxrviewer.ui.actions.spec import ActionSpec, Menu, mark

ROWS: tuple[ActionSpec, ...] = tuple(
    ActionSpec(f"preset_{slot}", Menu.IMAGE, text, (key,), listed=False)
    for slot, text, key in (
        ("auto", mark("Automatic window"), "0"),
        ("sender", mark("Sender's window; again for the sender's next"), "1"),
        ("lung", mark("Lung window, from the radiograph's own values"), "2"),
        ("mediastinum", mark("Mediastinum window"), "3"),
        ("bone", mark("Bone window"), "4"),
        ("soft_tissue", mark("Soft tissue window"), "5"),
        ("full_range", mark("Full range of values"), "6"),
        ("own_1", mark("First preset of your own"), "7"),
        ("own_2", mark("Second preset of your own"), "8"),
        ("own_3", mark("Third preset of your own"), "9"),
    )
)
