"""The language of the window: German where it is wanted, English otherwise."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from cxrviewer.domain.places import resources_folder

# What every context of the files is made for; English files hold plural forms alone.
LANGUAGES = ("en", "de")


def language_for(choice: str) -> str:
    """Return the language to speak; an empty ``choice`` follows the system."""
    if choice in LANGUAGES:
        return choice
    spoken = (name.split("-")[0] for name in QLocale.system().uiLanguages())
    return next((name for name in spoken if name in LANGUAGES), "en")


def speak(application: QCoreApplication, choice: str) -> None:
    """Translate from now on; windows that stand already keep their texts.

    Raises FileNotFoundError where the program lacks a translation that it should carry.
    """
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.setParent(None)
    language = language_for(choice)
    if language != "en":
        # The buttons of Qt's own dialogs.
        _install(application, f"qtbase_{language}", _qt_folders())
    _install(application, f"cxrviewer_{language}", (str(resources_folder() / "translations"),))


def _qt_folders() -> tuple[str, ...]:
    place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return (place, str(resources_folder() / "translations"))


def _install(application: QCoreApplication, name: str, folders: tuple[str, ...]) -> None:
    translator = QTranslator(application)
    if not any(translator.load(name, folder) for folder in folders):
        raise FileNotFoundError(f"{name}.qm is in none of {', '.join(folders)}")
    application.installTranslator(translator)
