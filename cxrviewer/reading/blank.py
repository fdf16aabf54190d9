"""Pictures in which there is nothing to see, and which look like very dark ones."""

from dataclasses import replace

from cxrviewer.domain.radiograph import Radiograph

BLANK_WARNING = "All pixels have the same value: there is no picture to read."
PADDED_WARNING = (
    "All pixels are padding (0028,0120): the sender says that there is no picture to read."
)


def name_blank(radiograph: Radiograph) -> Radiograph:
    """Return ``radiograph`` with a warning where it shows nothing."""
    middle = radiograph.indices[radiograph.rows // 2]
    if not radiograph.padding.any() and (middle != middle[0]).any():
        # Nearly always: one row is enough to see that there is something.
        return radiograph
    least, most = int(radiograph.indices.min()), int(radiograph.indices.max())
    if radiograph.padding[least : most + 1].all():
        warning = PADDED_WARNING
    elif least == most:
        warning = BLANK_WARNING
    else:
        return radiograph
    return replace(radiograph, warnings=(*radiograph.warnings, warning))
