"""Makes the installers: the frozen program, and the packages that people double-click."""
