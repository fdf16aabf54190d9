"""Makes model bundles: data sets, splits, fits, evaluation, export."""
