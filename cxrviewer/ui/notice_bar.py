"""What stands above the image: notices until they are put away, and the image's own warnings."""

from collections import deque
from dataclasses import replace

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from cxrviewer.app.notices import Notice
from cxrviewer.app.picture import Picture
from cxrviewer.app.session import Session
from cxrviewer.domain.errors import printable
from cxrviewer.domain.study import Instance
from cxrviewer.ui.icons import icon, icon_pixmap
from cxrviewer.ui.plain_text import PlainLabel, one_line, plain_tip
from cxrviewer.ui.spoken import spoken
from cxrviewer.ui.theme import colour

MAX_KEPT = 200


class NoticeBar(QFrame):
    """One notice at a time, the newest first, with the number of those behind it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._notices: deque[Notice] = deque(maxlen=MAX_KEPT)
        self._symbol = QLabel()
        self.text = PlainLabel()
        self._more = PlainLabel(role="dim")
        self._more.setWordWrap(False)
        self.dismiss = QToolButton()
        self.dismiss.setIcon(icon("cancel"))
        self.dismiss.setToolTip(self.tr("Put this notice away"))
        self.dismiss.setAccessibleName(self.tr("Put this notice away"))
        self.dismiss.clicked.connect(self._drop)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 6, 4)
        line.addWidget(self._symbol)
        line.addWidget(self.text, 1)
        line.addWidget(self._more)
        line.addWidget(self.dismiss)
        self.hide()
        session.notice_added.connect(self._add)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Return what was not put away yet, the newest first."""
        return tuple(self._notices)

    def _add(self, notice: Notice) -> None:
        if notice in self._notices:
            self._notices.remove(notice)
        self._notices.appendleft(notice)
        self._show()

    def _drop(self) -> None:
        self._notices.popleft()
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._notices))
        if not self._notices:
            return
        notice = self._notices[0]
        name = notice.severity.value
        tint = {"note": "accent"}.get(name, name)
        self._symbol.setPixmap(icon_pixmap(name, colour(tint), 18))
        said = replace(notice, cause=spoken(notice.cause), remedy=spoken(notice.remedy))
        self.text.setText(one_line(said.text))
        # A long one is cut in the bar.
        self.text.setToolTip(plain_tip(printable(said.text)))
        behind = len(self._notices) - 1
        self._more.setText(self.tr("+ {0} more").format(behind) if behind else "")
        self.setProperty("severity", name)
        self.style().polish(self)


class WarningStrip(PlainLabel):
    """What the reader must know of the shown radiograph; it goes when the radiograph goes."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(role="warning", parent=parent)
        self.setContentsMargins(12, 4, 12, 4)
        self._session = session
        session.picture_changed.connect(self._follow)
        session.intake.instance_updated.connect(self._follow_instance)
        self._follow(session.picture)

    def _follow_instance(self, _instance: Instance) -> None:
        self._follow(self._session.picture)

    def _follow(self, picture: Picture) -> None:
        header = picture.instance.warnings if picture.instance is not None else ()
        pixels = picture.radiograph.warnings if picture.radiograph is not None else ()
        sentences = dict.fromkeys((*header, *pixels))
        self.setText("\n".join(one_line(spoken(sentence)) for sentence in sentences))
        self.setVisible(bool(sentences))
