"""Rows of the Tools menu: what the mouse does to the radiograph, measurements."""

from cxrviewer.ui.actions.spec import ActionSpec, Menu, mark

DRAGGING = 0
LOOKING = 1
DRAWING = 2
REGIONS = 3
RATIO = 4
NOTES = 5
CHOSEN = 6
FILES = 7

ROWS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "tool_window",
        Menu.TOOLS,
        mark("&Window"),
        ("W",),
        "contrast",
        mark("Left drag: window; right is wider, down is brighter"),
        checkable=True,
    ),
    ActionSpec(
        "tool_zoom",
        Menu.TOOLS,
        mark("&Zoom"),
        ("Z",),
        "zoom",
        mark("Left drag: zoom; up is closer"),
        checkable=True,
    ),
    ActionSpec(
        "tool_pan",
        Menu.TOOLS,
        mark("&Pan"),
        ("T",),
        "pan",
        mark("Left drag: move the radiograph"),
        checkable=True,
    ),
    ActionSpec(
        "tool_erase",
        Menu.TOOLS,
        mark("Eraser"),
        ("Shift+K",),
        tip=mark("Left drag: paint a part out and see what the models say without it"),
        checkable=True,
    ),
    ActionSpec(
        "pan_while_held",
        Menu.TOOLS,
        mark("Pan while held"),
        ("Space",),
        tip=mark("Left drag moves the radiograph while the key is held"),
        held=True,
        listed=False,
    ),
    ActionSpec(
        "magnifier",
        Menu.TOOLS,
        mark("&Magnifier"),
        ("B",),
        "magnifier",
        mark("Look closer below the cursor; hold the key, or tap it to switch"),
        group=LOOKING,
        checkable=True,
        held=True,
    ),
    ActionSpec(
        "measure_length",
        Menu.TOOLS,
        mark("&Length"),
        ("D",),
        "length",
        mark("Measure a length: drag, or click both ends"),
        group=DRAWING,
        checkable=True,
        toolbar=True,
    ),
    ActionSpec(
        "measure_angle",
        Menu.TOOLS,
        mark("&Angle"),
        ("A",),
        "angle",
        mark("Measure an angle: an end, the vertex, the other end"),
        group=DRAWING,
        checkable=True,
        toolbar=True,
    ),
    ActionSpec(
        "measure_cobb",
        Menu.TOOLS,
        mark("Co&bb angle"),
        ("Shift+A",),
        tip=mark("Measure the angle between two lines"),
        group=DRAWING,
        checkable=True,
    ),
    ActionSpec(
        "measure_ellipse",
        Menu.TOOLS,
        mark("&Ellipse statistics"),
        ("E",),
        "ellipse",
        mark("Statistics of the pixel values in an ellipse"),
        group=REGIONS,
        checkable=True,
        toolbar=True,
    ),
    ActionSpec(
        "measure_rectangle",
        Menu.TOOLS,
        mark("&Rectangle statistics"),
        ("R",),
        tip=mark("Statistics of the pixel values in a rectangle"),
        group=REGIONS,
        checkable=True,
    ),
    ActionSpec(
        "measure_polygon",
        Menu.TOOLS,
        mark("Polygon &statistics"),
        ("Shift+E",),
        tip=mark("Statistics in a polygon: click its corners, double click ends it"),
        group=REGIONS,
        checkable=True,
    ),
    ActionSpec(
        "propose_ratio",
        Menu.TOOLS,
        mark("&Cardiothoracic ratio"),
        ("C",),
        "ratio",
        mark("Propose the cardiothoracic ratio from the lung fields"),
        group=RATIO,
        toolbar=True,
    ),
    ActionSpec(
        "measure_ratio",
        Menu.TOOLS,
        mark("Cardiothoracic ratio by &hand"),
        ("Shift+C",),
        tip=mark("Draw the heart's diameter, then the chest's"),
        group=RATIO,
        checkable=True,
    ),
    ActionSpec("draw_arrow", Menu.TOOLS, mark("Arrow"), ("Shift+W",), group=NOTES, checkable=True),
    ActionSpec("draw_text", Menu.TOOLS, mark("&Text"), ("Q",), group=NOTES, checkable=True),
    ActionSpec(
        "rename_measurement", Menu.TOOLS, mark("Re&name measurement…"), ("F2",), group=CHOSEN
    ),
    ActionSpec(
        "remove_measurement", Menu.TOOLS, mark("&Delete measurement"), ("Del",), group=CHOSEN
    ),
    ActionSpec(
        "calibrate",
        Menu.TOOLS,
        mark("Cal&ibrate by the chosen length…"),
        tip=mark("Say how long the chosen line is; the radiograph is measured by it from then on"),
        group=CHOSEN,
    ),
    ActionSpec("forget_calibration", Menu.TOOLS, mark("&Forget the calibration"), group=CHOSEN),
    ActionSpec(
        "export_measurements",
        Menu.TOOLS,
        mark("E&xport this radiograph's measurements…"),
        group=FILES,
    ),
    ActionSpec(
        "export_all_measurements", Menu.TOOLS, mark("Export all meas&urements…"), group=FILES
    ),
    ActionSpec("import_measurements", Menu.TOOLS, mark("Imp&ort measurements…"), group=FILES),
)
