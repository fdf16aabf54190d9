"""The reader's verdict: on each label before the scores, or on the chosen finding with them."""

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cxrviewer.app.analysis_state import AnalysisState
from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.picture import Picture
from cxrviewer.app.session import Session
from cxrviewer.app.verdicts import Answer
from cxrviewer.domain.radiograph import RadiographKey
from cxrviewer.domain.verdict import LONGEST_NOTE, Side, Verdict, Word
from cxrviewer.ui.plain_text import PlainLabel, one_line
from cxrviewer.ui.spoken import spoken_label

LABEL = Qt.ItemDataRole.UserRole
NAME, VERDICT = range(2)


class VerdictPanel(QWidget):
    """While scores are hidden a table of all labels; later a line about the chosen finding."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = session.verdicts
        self.title = PlainLabel(self.tr("YOUR VERDICT"), role="title")
        self.subject = PlainLabel()
        self.table = self._make_table()
        self.buttons = {answer: self._make_button(answer) for answer in Answer}
        self.note = self._make_note()
        self.rest = QPushButton(self.tr("All others absent"))
        self.reveal = QPushButton(self.tr("Show scores now"))
        self.rest.clicked.connect(self.answer_rest)
        self.reveal.clicked.connect(self.reveal_scores)
        self._lay_out()
        session.picture_changed.connect(self._follow_picture)
        session.analysis_changed.connect(self._follow_analysis)
        session.display_changed.connect(self._follow_display)
        session.verdicts.given.connect(self._follow_given)
        session.verdicts.mode_changed.connect(self._follow_mode)
        self._follow()

    @property
    def blind(self) -> bool:
        """Whether scores are hidden until every label has a verdict."""
        analysis = self._session.analysis
        if analysis is not None:
            return bool(analysis.awaiting)
        radiograph = self._session.radiograph
        if radiograph is None:
            return False
        labels = self._desk.labels(self._session.active)
        return bool(self._desk.first.awaiting(radiograph.key, labels))

    @property
    def label(self) -> str:
        """The label that a verdict would be given on now; empty where there is none."""
        if self.blind:
            item = self.table.item(self.table.currentRow(), NAME)
            return str(item.data(LABEL)) if item is not None else ""
        display, analysis = self._session.display, self._session.analysis
        if display is None or analysis is None or display.chosen is None:
            return ""
        if display.withholds(analysis):
            return ""
        known = {finding.pathology for finding in analysis.findings}
        return display.chosen.pathology if display.chosen.pathology in known else ""

    def answer(self, answer: Answer) -> None:
        """Give a verdict on the current label, and go on to the next one that owes one."""
        label = self.label
        if label:
            self._desk.answer(self._session.active, {label: answer})

    def answer_rest(self) -> None:
        """Say that every label without a verdict is absent."""
        if self.blind:
            self._desk.answer_rest(self._session.active)

    def reveal_scores(self) -> None:
        self._desk.reveal(self._session.active)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 2)
        table.setHorizontalHeaderLabels([self.tr("Label"), self.tr("Verdict")])
        table.setAccessibleName(self.tr("Verdicts on each label"))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(24)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = table.horizontalHeader()
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(VERDICT, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.currentCellChanged.connect(self._follow_row)
        return table

    def _make_button(self, answer: Answer) -> QPushButton:
        button = QPushButton()
        button.setCheckable(True)
        button.clicked.connect(lambda _checked=False: self.answer(answer))
        return button

    def _make_note(self) -> QLineEdit:
        note = QLineEdit()
        note.setMaxLength(LONGEST_NOTE)
        note.setPlaceholderText(self.tr("Words to this verdict"))
        note.setAccessibleName(self.tr("Words to this verdict"))
        note.editingFinished.connect(self._keep_note)
        return note

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 8)
        column.setSpacing(5)
        column.addWidget(self.title)
        column.addWidget(self.table, 1)
        column.addWidget(self.subject)
        row = QHBoxLayout()
        for button in self.buttons.values():
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.note)
        last = QHBoxLayout()
        last.addWidget(self.rest)
        last.addWidget(self.reveal)
        column.addLayout(last)

    def _follow_picture(self, _: Picture) -> None:
        self._follow()

    def _follow_analysis(self, _: AnalysisState) -> None:
        self._follow()

    def _follow_display(self, _: DisplayState) -> None:
        if not self.blind:
            self._follow()

    def _follow_given(self, _: RadiographKey) -> None:
        self._follow()

    def _follow_mode(self, _: bool) -> None:
        self._follow()

    def _follow_row(self, *_: int) -> None:
        self._follow_label()

    def _follow(self) -> None:
        blind = self.blind
        for widget in (self.table, self.rest, self.reveal):
            widget.setVisible(blind)
        self.reveal.setEnabled(self._session.active.unveiled is not None)
        blocker = QSignalBlocker(self.table)
        self._fill(self._desk.labels(self._session.active) if blind else ())
        del blocker
        self._follow_label()

    def _fill(self, labels: tuple[str, ...]) -> None:
        """Write the rows; the current one is kept, or is the first that owes a verdict."""
        before, known = self.table.currentRow(), self._desk.of(self._session.active)
        self.table.setRowCount(len(labels))
        for row, label in enumerate(labels):
            name = QTableWidgetItem(one_line(spoken_label(label)))
            name.setData(LABEL, label)
            self.table.setItem(row, NAME, name)
            word = word_text(known[label].word) if label in known else ""
            self.table.setItem(row, VERDICT, QTableWidgetItem(word))
        owed = [row for row, label in enumerate(labels) if label not in known]
        if owed and before not in owed:
            after = [row for row in owed if row > before]
            self.table.setCurrentCell((after or owed)[0], NAME)

    def _follow_label(self) -> None:
        label = self.label
        self.setVisible(bool(label) or self.blind)
        verdict = self._desk.of(self._session.active).get(label)
        side = self._desk.statement(self._session.active, label) if label else None
        self.subject.setText(subject_text(label, side, verdict))
        for answer, button in self.buttons.items():
            button.setText(answer_text(answer, side))
            button.setEnabled(bool(label))
            button.setChecked(verdict is not None and answer is _answer_of(verdict))
        self.note.setEnabled(verdict is not None)
        if not self.note.hasFocus() or verdict is None:
            self.note.setText(verdict.note if verdict is not None else "")

    def _keep_note(self) -> None:
        if self.label:
            self._desk.annotate(self._session.active, self.label, self.note.text())


def answer_text(answer: Answer, side: Side | None) -> str:
    """Return what a button says: about the patient, or about what the model is seen to say."""
    if answer is Answer.UNSURE:
        return _tr("Unsure")
    if side is None:
        return _tr("Present") if answer is Answer.YES else _tr("Absent")
    return _tr("Agree") if answer is Answer.YES else _tr("Disagree")


def subject_text(label: str, side: Side | None, verdict: Verdict | None) -> str:
    """Return what the buttons are about, and how the verdict that stands was given."""
    if not label:
        return ""
    name = one_line(spoken_label(label))
    statements = {
        None: name,
        Side.ABOVE: _tr("{0}: above operating point").format(name),
        Side.BELOW: _tr("{0}: below operating point").format(name),
    }
    if verdict is None:
        return statements[side]
    blind = _tr("scores were hidden") if verdict.scores_hidden else _tr("scores were shown")
    return f"{statements[side]}\n{word_text(verdict.word)} ({blind})"


def word_text(word: Word) -> str:
    return {
        Word.PRESENT: _tr("present"),
        Word.ABSENT: _tr("absent"),
        Word.AGREE: _tr("agree"),
        Word.DISAGREE: _tr("disagree"),
        Word.UNSURE: _tr("unsure"),
    }[word]


def _answer_of(verdict: Verdict) -> Answer | None:
    """Return the button that stands for ``verdict``."""
    if verdict.word is Word.UNSURE:
        return Answer.UNSURE
    return Answer.YES if verdict.word in (Word.PRESENT, Word.AGREE) else Answer.NO


def _tr(text: str) -> str:
    return QCoreApplication.translate("verdicts", text)
