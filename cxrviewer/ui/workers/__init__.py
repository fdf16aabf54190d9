"""Everything that runs beside the GUI thread."""
