"""Sentences and labels of the layers below the window, as the window says them.

Those layers know no translator: what they say is English. A sentence that stands here word for word
is translated on its way to the screen; one with a number or a name in it stays as it is.
"""

from PySide6.QtCore import QCoreApplication

from cxrviewer.ui.actions.spec import mark

LABELS: tuple[str, ...] = (
    mark("Atelectasis"),
    mark("Cardiomegaly"),
    mark("Consolidation"),
    mark("COVID-19"),
    mark("Edema"),
    mark("Effusion"),
    mark("Emphysema"),
    mark("Fibrosis"),
    mark("Hernia"),
    mark("Infiltration"),
    mark("Mass"),
    mark("Nodule"),
    mark("Normal"),
    mark("Other abnormality"),
    mark("Other pneumonia"),
    mark("Pleural Thickening"),
    mark("Pneumonia"),
    mark("Pneumothorax"),
    mark("Tuberculosis"),
)

SENTENCES: tuple[str, ...] = (
    mark("The file says that this is a child; not every model knows children."),
    mark("This may be no frontal chest radiograph."),
    mark("One lung field in the middle, as on a lateral view."),
    mark("Black and white look inverted."),
    mark("The radiograph does not look upright."),
    mark("The lungs look cut off at the edge of the picture."),
    mark("The exposure is poor: clipped, noisy, or of too few greys."),
    mark("This looks like a child; the models know adults."),
    mark("Text lies over the lungs."),
    mark("Install the bundle again from its source."),
    mark("Try again with the device set to cpu."),
    mark("Run the analysis again."),
    mark("The descriptions name another part of the body; the models know chest radiographs only."),
    mark("The patient is an animal; the models know human radiographs only."),
    mark("The body part examined is not the chest; the models know chest radiographs only."),
    mark("The picture is too narrow to be a chest radiograph."),
    mark("This seems to be a lateral view; the models know frontal views only."),
    mark("Attach that file when you report the fault."),
    mark("Nothing is lost: your changes are kept, and saving is tried again."),
    mark("The measurements and marks that waited have been saved."),
    mark("Check the rights of your data folder and the space on its disk, then start again."),
    mark("Choose a file that this program exported."),
    mark("Check the rights of your configuration folder."),
    mark("Choose your preferences again."),
    mark("They apply until the program is closed."),
    mark("Drag an image into a pane to see it beside this one."),
    mark("Find out whose pictures these are before you compare them."),
    mark("Only frontal chest radiographs are compared."),
    mark("The file names no Patient ID."),
    mark("The study has no date: none is known to be earlier."),
    mark("No earlier frontal study of this patient is open."),
    mark("Open the folder that holds it."),
    mark("Draw it by hand: heart from side to side, then the chest from side to side."),
    mark("The cardiothoracic ratio was placed from the lung fields: check its ends and drag them."),
    mark("A lateral radiograph has no cardiothoracic ratio."),
    mark("The lung fields are not known (yet)."),
    mark("Choose the frontal one."),
    mark("Nothing was found there."),
    mark("Open a folder that holds DICOM, PNG or JPEG radiographs."),
    mark("Compare with the state's own viewer."),
    mark(
        "The folder is not there any more. Its images stay listed as gone; what was read, "
        "marked and measured is kept."
    ),
    mark("Connect the medium again; the folder is then taken up by itself."),
    mark("The file of a shown image has changed. It was read again."),
    mark("Look at the image anew; what was said of it before may not hold."),
)

# Of measurements, and of the parts of a picture that are covered.
WORDS: tuple[str, ...] = (
    mark("length"),
    mark("angle"),
    mark("Cobb angle"),
    mark("cardiothoracic ratio"),
    mark("ellipse"),
    mark("rectangle"),
    mark("polygon"),
    mark("arrow"),
    mark("text"),
    mark("area"),
    mark("mean"),
    mark("SD"),
    mark("heart"),
    mark("thorax"),
    mark("pixels"),
    mark("CTR"),
    mark("proposed"),
    mark("proposed from the lung fields, not checked"),
    mark("AP view: the heart is magnified, and the ratio is too high."),
    mark("The view is not known: on an AP view the ratio is too high."),
    mark("detector"),
    mark("calibrated"),
    mark("calibrated by hand"),
    mark("magnification-corrected"),
    mark("nominal scanned"),
    mark("top left corner"),
    mark("top right corner"),
    mark("bottom left corner"),
    mark("bottom right corner"),
    mark("markers"),
)


def spoken(text: str) -> str:
    """Return ``text`` in the language of the window where it has a translation."""
    return _tr(text)


def spoken_label(pathology: str) -> str:
    """Return a model's label as it is read."""
    return _tr(pathology.replace("_", " "))


def _tr(text: str) -> str:
    return QCoreApplication.translate("sentences", text)
