"""What is worked out beside the window: which photos saw a place, what a photo shows of the ground."""

from qgis.PyQt.QtCore import QObject, pyqtSignal

from shimonita_gis.gui.hubtask import HubTask


class Questions(QObject):
    """One question of a kind at a time: the answer to an older one is not waited for. ``failed(sentence)`` where there
    is none."""

    failed = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._asked = {}

    def ask(self, kind, title, work, done):
        """Lets ``work(cancelled)`` run in a thread, then ``done(its result)`` in the window's."""
        self.forget(kind)

        def answered(answer, then):
            del self._asked[kind]  # QGIS deletes tasks that have ended
            then(answer)

        answers = (lambda found: answered(found, done), lambda why: answered(why, self.failed.emit))
        self._asked[kind] = HubTask(title, work, *answers, hidden=True).start()

    def forget(self, kind):
        """The answer is not wanted any more."""
        if kind in self._asked:
            self._asked.pop(kind).forget()

    def forget_all(self):
        for kind in list(self._asked):
            self.forget(kind)
