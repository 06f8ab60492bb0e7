"""What happens to the layer of damage points, whoever does it: this window, another one, a sync."""

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from shimonita_gis.gui.photoviewer_edits import DamageEdits


class DamageWatch(QObject):
    """``points_changed([fid, …])``, once where one edit changes many fields; ``renumbered(old, new)``; ``replaced()``
    when the layer reads from elsewhere or was reloaded; ``saved()``; ``failed(sentence)``. ``edits`` is the DamageEdits
    of the layer, None without one."""

    points_changed = pyqtSignal(list)
    renumbered = pyqtSignal(object, object)
    replaced = pyqtSignal()
    saved = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.edits = None
        self._changed = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._tell)

    def take(self, layer, crs):
        """Watches ``layer`` (None for none) from now on; the photos' system is ``crs``
        (QgsCoordinateReferenceSystem)."""
        if self.edits is not None and self.edits.layer is layer:
            return
        self.drop()
        if layer is None:
            return
        edits = self.edits = DamageEdits(layer, crs, self)
        edits.renumbered.connect(self.renumbered)
        edits.saved.connect(self.saved)
        edits.failed.connect(self.failed)
        for signal, slot in self._connections(layer):
            signal.connect(slot)

    def drop(self):
        """Saves and lets go of the layer."""
        edits, self.edits = self.edits, None
        if edits is None:
            return
        edits.close()
        try:
            for signal, slot in self._connections(edits.layer):
                signal.disconnect(slot)
        except (RuntimeError, TypeError):  # the layer is gone already
            return

    def _connections(self, layer):
        return (
            (layer.attributeValueChanged, self._attribute_changed),
            (layer.geometryChanged, self._geometry_changed),
            (layer.featureDeleted, self._point_changed),
            (layer.featureAdded, self._point_changed),
            (layer.dataSourceChanged, self.replaced),
            (layer.repaintRequested, self._maybe_synced),
            (layer.willBeDeleted, self.drop),
        )

    def _point_changed(self, fid):
        self._changed[fid] = None
        self._soon.start()

    def _tell(self):
        changed, self._changed = list(self._changed), {}
        self.points_changed.emit(changed)

    def _attribute_changed(self, fid, index, value):
        self._point_changed(fid)

    def _geometry_changed(self, fid, shape):
        self._point_changed(fid)

    def _maybe_synced(self):
        """After a sync the layer is reloaded and drawn anew: what others judged is read, unless edits are under way."""
        if self.edits is not None and self.edits.is_quiet:
            self.replaced.emit()
