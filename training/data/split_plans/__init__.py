"""Named ways to part a data set: by shares, by the set's own lists, in folds, as published."""
