"""German: every text of the window has a translation that fits, and what Qt reads is up to date."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cxrviewer.app.preferences import Preferences, PreferencesStore
from cxrviewer.bundle.store import BundleStore
from cxrviewer.domain.places import resources_folder
from cxrviewer.ui.actions.keymap import SPECS
from cxrviewer.ui.actions.spec import Menu
from cxrviewer.ui.actions.table import ACTIONS, plain_text, translated
from cxrviewer.ui.application import build_window, make_application
from cxrviewer.ui.dialogs.preferences import PreferencesDialog
from cxrviewer.ui.language import language_for, speak
from cxrviewer.ui.main_window import MainWindow
from cxrviewer.ui.spoken import LABELS, SENTENCES, spoken, spoken_label
from scripts.translating.files import FOLDER, LANGUAGES, compile_to, translations
from scripts.translating.texts import WINDOW, Text, UnreadableTextError, texts_of, window_texts
from tests.data.workplace import HandReader, make_instance, open_gate

REMEDY = "run scripts/translate, fill in what it lists, and run it again"
TEXTS = window_texts()


def test_that_every_text_of_the_window_has_a_german_translation() -> None:
    finished = translations("de")
    missing = [text for text in TEXTS if not all(finished.get(text, ("",)))]
    assert missing == [], REMEDY
    assert set(finished) - set(TEXTS) == set(), REMEDY


def test_that_what_is_counted_has_both_forms_in_both_languages() -> None:
    for language in LANGUAGES:
        finished = translations(language)
        for text in (text for text in TEXTS if text.plural):
            assert len(finished.get(text, ())) == 2, f"{text}: {REMEDY}"


def placeholders(text: str) -> set[str]:
    named = {f"{{{name}}}" for _, name, _, _ in Formatter().parse(text) if name is not None}
    return named | set(re.findall(r"%n", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_translations_keep_placeholders_ellipses_and_edges(language: str) -> None:
    for text, forms in translations(language).items():
        for form in forms:
            assert placeholders(form) == placeholders(text.source), text
            assert form.endswith("…") == text.source.endswith("…"), text
            assert form.startswith("&") <= ("&" in text.source), text
            assert ("&" in form) <= ("&" in text.source), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_what_qt_reads_is_made_from_the_translators_file(
    language: str, tmp_path: Path
) -> None:
    compile_to(language, tmp_path / "made.qm")
    committed = (FOLDER / f"cxrviewer_{language}.qm").read_bytes()
    assert (tmp_path / "made.qm").read_bytes() == committed, REMEDY


def test_that_german_never_calls_a_score_negative() -> None:
    for text, forms in translations("de").items():
        assert "negativ" not in " ".join(forms).lower().replace("falsch-negativ", ""), text
    said = {text.source: forms[0] for text, forms in translations("de").items()}
    assert said["below operating point"] == "unter Schwellenwert"
    assert said["Model attention"] == "Aufmerksamkeit des Modells"


def test_that_texts_are_found_with_the_context_under_which_they_are_looked_up(
    tmp_path: Path,
) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        "NAMES = (mark('marked'),)\n"
        "class Panel(QWidget):\n"
        "    def show(self):\n"
        "        self.tr('own ' 'words'), self.tr('%n files', '', 3), _tr('plain')\n"
        "        QCoreApplication.translate('elsewhere', 'far')\n"
        "def _tr(text):\n"
        "    return QCoreApplication.translate('panel', text)\n"
    )
    assert set(texts_of(module)) == {
        Text("panel", "marked"),
        Text("Panel", "own words"),
        Text("Panel", "%n files", plural=True),
        Text("panel", "plain"),
        Text("elsewhere", "far"),
    }
    module.write_text("class Panel(QWidget):\n    def show(self, name):\n        self.tr(name)\n")
    with pytest.raises(UnreadableTextError, match=r"module\.py:3"):
        list(texts_of(module))


def sentences_below_the_window() -> set[str]:
    """Return every text in the source of the layers that know no translator."""
    package = WINDOW.parent
    paths = [path for path in package.rglob("*.py") if not path.is_relative_to(WINDOW)]
    nodes = (node for path in paths for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    constants = (node.value for node in nodes if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def test_that_translated_sentences_are_still_said_by_the_layers_below() -> None:
    assert set(SENTENCES) - sentences_below_the_window() == set()


def test_that_every_label_of_the_shipped_models_is_translated() -> None:
    bundles, _ = BundleStore((resources_folder() / "models",)).load_all()
    labels = {label for bundle in bundles for label in bundle.manifest.output.labels}
    assert {label.replace("_", " ") for label in labels} - set(LABELS) <= {"Lungs"}


@pytest.fixture
def german(themed: QApplication) -> Iterator[QApplication]:
    speak(themed, "de")
    yield themed
    speak(themed, "en")


@pytest.fixture
def window(german: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    store = PreferencesStore(tmp_path / "preferences.json", Preferences(language="de"))
    reader = HandReader.of(make_instance("a"))
    window = build_window(reader, store, lambda _: open_gate().open)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.conductor.start([Path("/there")])
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    yield window
    window.close()
    window.deleteLater()


def test_that_the_window_speaks_german(window: MainWindow) -> None:
    assert window.menuBar().actions()[0].text() == "&Datei"
    assert window.actions_by_name["mask"].text() == "&Lungenmaske"
    assert window.findings.impression.export.text() == "PDF-Bericht exportieren…"
    assert window.statusBar().scan.text().startswith("Bilder: 1")  # type: ignore[attr-defined]


def test_that_nothing_is_cut_off_in_german_on_a_small_screen(window: MainWindow) -> None:
    assert window.minimumSizeHint().width() <= 1366
    assert window.minimumSizeHint().height() <= 768
    cut = [
        button.text()
        for button in window.findChildren(QPushButton)
        if button.isVisible() and button.width() < button.minimumSizeHint().width()
    ]
    assert cut == []
    panel = window.findings
    beyond = [part for part in panel.findChildren(QWidget) if part.isVisible() and _right(part)]
    assert beyond == []


def _right(part: QWidget) -> bool:
    """Return whether ``part`` reaches out of the window on its right."""
    corner = part.mapTo(part.window(), part.rect().topRight())
    return corner.x() > part.window().width()


def test_that_buttons_of_dialogs_speak_german_too(german: QApplication, qtbot: QtBot) -> None:
    dialog = PreferencesDialog(Preferences())
    qtbot.addWidget(dialog)
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Abbrechen"


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_no_two_entries_of_a_menu_have_the_same_letter(
    themed: QApplication, language: str
) -> None:
    speak(themed, language)
    for menu in Menu:
        texts = [translated(s.text) for s in ACTIONS if s.menu is menu and s.listed]
        letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
        assert sorted(letters) == sorted(set(letters)), f"{language}: {menu}: {texts}"
    menus = [translated(menu.value) for menu in Menu]
    letters = [text[text.index("&") + 1].lower() for text in menus]
    assert len(letters) == len(set(letters))
    speak(themed, "en")


def test_that_what_is_counted_is_said_as_people_count(german: QApplication) -> None:
    said = german.translate
    source = "%n files cannot be shown. Everything else was opened."
    assert said("RefusedFilesDialog", source, "", 1).startswith("1 Datei kann")
    assert said("RefusedFilesDialog", source, "", 2).startswith("2 Dateien können")
    speak(german, "en")
    assert said("RefusedFilesDialog", source, "", 1).startswith("1 file cannot")


def test_that_the_system_chooses_only_among_what_is_there() -> None:
    assert language_for("de") == "de"
    assert language_for("en") == "en"
    assert language_for("") in LANGUAGES


def test_that_programs_are_as_written_until_a_language_is_chosen(german: QApplication) -> None:
    assert plain_text(SPECS["mask"]) == "Lungenmaske"
    make_application()
    assert plain_text(SPECS["mask"]) == "Lung mask"


def test_that_what_lower_layers_say_is_translated_word_for_word_or_not_at_all(
    german: QApplication,
) -> None:
    assert spoken("Black and white look inverted.") == "Schwarz und Weiß wirken vertauscht."
    assert (
        spoken("The modality is MR; the models know …") == "The modality is MR; the models know …"
    )
    assert spoken_label("Pleural_Thickening") == "Pleuraverdickung"
    assert spoken_label("Something_new") == "Something new"
