"""The desktop application: the only package that knows Qt."""

import builtins

import PySide6.QtCore  # noqa: F401  (puts an `import` of its own in place)

# That one reads the source of every module that anyone loads from then on, in search of the word
# PySide6, for `from __feature__ import`, which this program never says. It keeps the one before.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
