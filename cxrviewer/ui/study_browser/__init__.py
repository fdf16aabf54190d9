"""The list of everything that was opened."""
