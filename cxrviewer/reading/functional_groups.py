"""Where a multi-frame object keeps what belongs to one frame, PS3.3 C.7.6.16."""

from pydicom.dataset import Dataset

from cxrviewer.reading.elements import items


def scope(dataset: Dataset, macro: str, frame: int) -> Dataset:
    """Return the macro item that applies to ``frame``, or the data set itself."""
    per_frame = items(dataset, "PerFrameFunctionalGroupsSequence")[frame : frame + 1]
    shared = items(dataset, "SharedFunctionalGroupsSequence")[:1]
    for group in (*per_frame, *shared):
        found = items(group, macro)
        if found:
            return found[0]
    return dataset
