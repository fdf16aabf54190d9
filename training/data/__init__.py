"""Data sets, and what becomes of them before a network sees them: splits, pictures, batches."""
