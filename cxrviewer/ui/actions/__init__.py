"""The one table of everything a person can do: menus, toolbar, shortcuts and help come from it.

Each menu's rows are in a module of its own; ``table`` joins them. What they do is in ``handlers``.
"""
