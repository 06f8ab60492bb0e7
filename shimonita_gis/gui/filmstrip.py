"""The strip of small pictures below the big one; only those in sight are decoded."""

from qgis.PyQt.QtCore import QRect, QSize, QStringListModel, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QPen
from qgis.PyQt.QtWidgets import QListView, QStyle, QStyledItemDelegate

from shimonita_gis.gui.keys import OwnKeys
from shimonita_gis.photos.standard import grade_colours

EDGE = 192  # pixels at which a small picture is decoded


class FilmModel(QStringListModel):
    """Row numbers of the table of photos in the order in which they are shown. ``look(row)`` gives (path, caption,
    grade) of one; ``looks_other(place)`` when that of one in the strip, or its picture, has changed.

    Of the list of strings only the length is used: a view that lays itself out asks for it once for each photo, and
    5,000 questions to Python wait for every other thread that runs Python. For the same reason there is no
    ``dataChanged``, after which a list view lays all of itself out anew.
    """

    looks_other = pyqtSignal(int)

    def __init__(self, look, decoder, parent=None):
        super().__init__(parent)
        self.rows, self._look, self._decoder = [], look, decoder
        self._places = {}
        decoder.ready.connect(self._arrived)

    def set_rows(self, rows):
        self.rows = list(rows)
        self._places.clear()
        self.setStringList([""] * len(self.rows))

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.DecorationRole,
                                               Qt.ItemDataRole.UserRole, Qt.ItemDataRole.ToolTipRole):  # fmt: skip
            return None
        path, caption, grade = self._look(self.rows[index.row()])
        if role == Qt.ItemDataRole.UserRole:
            return grade
        if role != Qt.ItemDataRole.DecorationRole:
            return caption
        self._places[path] = index.row()
        image = self._decoder.kept(path, EDGE)
        if image is None:
            self._decoder.ask(path, EDGE)
        return image

    def refresh(self, row):
        """Something about the photo ``row`` has changed."""
        if row in self.rows:
            self.looks_other.emit(self.rows.index(row))

    def _arrived(self, path, edge, image, problem):
        place = self._places.get(path)
        if edge == EDGE and not image.isNull() and place is not None and place < len(self.rows):
            self.looks_other.emit(place)


class _Frame(QStyledItemDelegate):
    """A small picture with a bar below it that shows its grade, and its name."""

    def sizeHint(self, option, index):  # noqa: N802
        line = option.fontMetrics.height()
        return QSize(line * 7, line * 6 + line // 2)

    def paint(self, painter, option, index):
        box, line = option.rect.adjusted(2, 2, -2, -2), option.fontMetrics.height()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, option.palette.highlight() if chosen else option.palette.alternateBase())
        picture = QRect(box.left() + 3, box.top() + 3, box.width() - 6, box.height() - line - 10)
        image = index.data(Qt.ItemDataRole.DecorationRole)
        if image is not None:
            size = image.size().scaled(picture.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(picture.center())
            painter.drawImage(place, image)
        text = option.palette.highlightedText() if chosen else option.palette.text()
        grade = index.data(Qt.ItemDataRole.UserRole)
        if grade in grade_colours():
            painter.setPen(QPen(text.color()))
            painter.setBrush(QColor(grade_colours()[grade]))
            painter.drawRect(QRect(picture.left(), picture.bottom() - 5, picture.width() - 1, 7))
        painter.setPen(QPen(text.color()))
        words = QRect(box.left() + 3, box.bottom() - line - 1, box.width() - 6, line)
        shown = option.fontMetrics.elidedText(index.data(), Qt.TextElideMode.ElideLeft, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, shown)


class Filmstrip(OwnKeys, QListView):
    """``chosen(row)`` when the person goes to a photo."""

    chosen = pyqtSignal(int)

    def __init__(self, look, decoder, parent=None):
        super().__init__(parent)
        self._decoder = decoder
        self.film = FilmModel(look, decoder, self)
        self.setModel(self.film)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.film.looks_other.connect(lambda place: self.update(self.film.index(place)))
        self.setItemDelegate(_Frame(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setUniformItemSizes(True)
        self.setWrapping(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        line = self.fontMetrics().height()
        self.setFixedHeight(line * 6 + line // 2 + self.horizontalScrollBar().sizeHint().height() + 6)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.horizontalScrollBar().valueChanged.connect(lambda value: decoder.forget_waiting())

    @property
    def rows(self):
        return self.film.rows

    def show_rows(self, rows, current=None):
        """Shows the photos ``rows``; stays at ``current`` where it is among them."""
        self.film.set_rows(rows)
        if current in self.film.rows:
            self.go_to(current)

    def go_to(self, row):
        """Makes the photo ``row`` the chosen one."""
        if row in self.film.rows:
            index = self.film.index(self.film.rows.index(row))
            self.setCurrentIndex(index)
            self.scrollTo(index, QListView.ScrollHint.PositionAtCenter)

    def current(self):
        """The chosen photo's row, or None."""
        index = self.currentIndex()
        return self.film.rows[index.row()] if index.isValid() and index.row() < len(self.film.rows) else None

    def neighbour(self, step):
        """The photo ``step`` places on, or None beyond the ends."""
        place = self.currentIndex().row() + step
        return self.film.rows[place] if 0 <= place < len(self.film.rows) else None

    def wheelEvent(self, event):  # noqa: N802
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - event.angleDelta().y() - event.angleDelta().x())

    def _current_changed(self, now, before):
        if now.isValid():
            self.chosen.emit(self.film.rows[now.row()])
