"""What people judge goes into the layer of damage points: through QGIS's edit buffer, taken back step by step, and
saved by itself, so that a judgement is neither lost nor in the way of a sync."""

from dataclasses import dataclass, field
from functools import cached_property

from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsPoint,
    QgsProject,
    QgsVectorLayerUtils,
)
from qgis.PyQt.QtCore import QDateTime, QObject, QTimer, pyqtSignal

from shimonita_gis import settings
from shimonita_gis.cartography.layersource import NOT_READ, LayerUnreadError, feature_of, is_lost
from shimonita_gis.errors import InputError
from shimonita_gis.photos.judgement import roles
from shimonita_gis.translation import tr

_SAVED_AFTER = 1500  # milliseconds without an edit
_NOTHING = (NULL, None, "")
_NOT_EDITABLE = (
    "The layer {layer} cannot be edited here. Take a work copy of the hub, or save the layer to a GeoPackage first."
)

# translatable
_GONE = "The damage point is not in the layer {layer} any more: somebody has deleted it."


@dataclass
class _Step:
    """One action of a person: what was there before."""

    fid: int
    values: dict = field(default_factory=dict)
    shape: object = None
    made: bool = False


class DamageEdits(QObject):
    """``changed(fid)`` after each edit or undo, ``renumbered(old, new)`` when a new point got its number in the file,
    ``saved()``, ``failed(sentence)`` when the file did not take the edits: they stay in QGIS's edit buffer."""

    changed = pyqtSignal(object)
    renumbered = pyqtSignal(object, object)
    saved = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, layer, crs, parent=None):
        """``crs`` (QgsCoordinateReferenceSystem) is that of the photos."""
        super().__init__(parent)
        self.layer = layer
        self.roles = roles(layer.fields().names())
        self._steps, self._new, self._ours, self._saving = [], {}, False, False
        self._crs = crs
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVED_AFTER)
        self._timer.timeout.connect(self.save)
        layer.committedFeaturesAdded.connect(self._numbered)

    # -- what people do

    def judge(self, fid, judgement):
        """Writes kind and grade, who judged and when."""
        values = {"kind": judgement.kind, "grade": judgement.grade}
        now = {"judge": settings.load().editor, "checked": QDateTime.currentDateTime()}
        self.write(fid, {role: value for role, value in (values | now).items() if value}, tr("Judge a photo"))

    def write(self, fid, values, title=""):
        """Writes ``values`` (by role or by field name) of one damage point; fields that the layer lacks are left."""
        self._begin(title or tr("Change a damage point"))
        before = self._set(fid, self._by_index(values))
        self._end(_Step(fid, before))

    def write_many(self, changes, title):
        """Writes {fid: values} as one action."""
        self._begin(title)
        steps = [_Step(fid, self._set(fid, self._by_index(values))) for fid, values in changes.items()]
        self._end(*steps)

    def move(self, fid, spot):
        """Moves a damage point to a Spot (in the cameras' reference system)."""
        self._begin(tr("Move a damage point"))
        before = QgsGeometry(self._feature(fid).geometry())
        self.layer.changeGeometry(fid, self._shape(spot))
        values = self._set(fid, self._by_index(self._of_place(spot)))
        self._end(_Step(fid, values, before))

    @property
    def last(self):
        """The last action, for :meth:`complete`; None where there is none."""
        return self._steps[-1][0] if self._steps else None

    def complete(self, action, values):
        """Writes what follows from an ``action`` and was not known at once, as a part of it; nothing where the action
        was taken back meanwhile."""
        if not any(step is action for steps in self._steps for step in steps):
            return
        self._begin(tr("Change a damage point"))
        action.values = self._set(action.fid, self._by_index(values)) | action.values
        self._end()
        self.changed.emit(action.fid)

    def emptied(self, action):
        """The titles of what the town's layers said before the action and nothing says now."""
        from shimonita_gis.photos.townlayers import FIELDS

        fields, now = self.layer.fields(), feature_of(self.layer, action.fid)
        places = [fields.indexFromName(name) for names in FIELDS.values() for name in names]
        gone = [i for i in places if action.values.get(i, NULL) not in _NOTHING and now.attribute(i) in _NOTHING]
        return [self.layer.attributeDisplayName(i) for i in gone]

    def make(self, spot, known):
        """A new damage point with the values ``known`` (by role or field); at no place where ``spot`` is None."""
        self._begin(tr("Add a damage point"))
        values = self._by_index(known | (self._of_place(spot) if spot else {}))
        shape = self._shape(spot) if spot else QgsGeometry()
        feature = QgsVectorLayerUtils.createFeature(self.layer, shape, values)
        if not self.layer.addFeature(feature):
            self.layer.destroyEditCommand()
            raise InputError(_NOT_EDITABLE, layer=self.layer.name())
        self._new[feature.id()] = QgsGeometry(feature.geometry())
        self._end(_Step(feature.id(), made=True))
        return feature.id()

    def undo(self):
        """Takes the last action back; returns the point that it was about, or None where there is nothing left."""
        if not self._steps:
            return None
        self._begin(tr("Undo"))
        steps = self._steps.pop()
        try:
            self._take_back(steps)
        except LayerUnreadError:
            self._steps.append(steps)
            raise
        self._end()
        self.changed.emit(steps[0].fid)
        return steps[0].fid

    def _take_back(self, steps):
        for step in steps:
            if step.made:
                self._new.pop(step.fid, None)
                self.layer.deleteFeature(step.fid)
                continue
            if step.shape is not None:
                self.layer.changeGeometry(step.fid, step.shape)
            self._set(step.fid, step.values)

    @property
    def can_undo(self):
        return bool(self._steps)

    @property
    def unsaved(self):
        return self.layer.isEditable() and self.layer.isModified()

    @property
    def is_quiet(self):
        """Whether nothing is being edited or saved here."""
        return not (self.layer.isEditable() or self._saving)

    def save(self):
        """Saves at once, unless the person had the layer in edit mode before: then saving is theirs."""
        self._timer.stop()
        if not (self._ours and self.layer.isEditable()):
            return
        self._saving = True
        done = self.layer.commitChanges()
        self._saving = False
        if done:
            self._ours = False
            self.saved.emit()
        else:
            self.failed.emit(
                tr("The judgements could not be saved yet and are kept in QGIS: {reason}",
                   reason=" ".join(self.layer.commitErrors()))
            )  # fmt: skip

    def close(self):
        """Saves and lets go of the layer."""
        try:
            self.save()
            self.layer.committedFeaturesAdded.disconnect(self._numbered)
        except RuntimeError:  # the layer is gone already
            return

    # -- how it is done

    @cached_property
    def _to_layer(self):
        """Made when the first point is put: looking up a way between systems takes a while."""
        return QgsCoordinateTransform(self._crs, self.layer.crs(), QgsProject.instance())

    @cached_property
    def _to_degrees(self):
        return QgsCoordinateTransform(self._crs, QgsCoordinateReferenceSystem("EPSG:6668"), QgsProject.instance())

    def _begin(self, title):
        if not self.layer.isEditable():
            if not self.layer.startEditing():
                raise InputError(_NOT_EDITABLE, layer=self.layer.name())
            self._ours = True
        self.layer.beginEditCommand(title)

    def _end(self, *steps):
        self.layer.endEditCommand()
        if self._ours:
            self._timer.start()
        if steps:
            self._steps.append(list(steps))
            self.changed.emit(steps[0].fid)

    def _set(self, fid, values):
        """Writes {index: value}; returns what was there."""
        feature = self._feature(fid)
        before = {index: feature.attribute(index) for index in values}
        if values:
            self.layer.changeAttributeValues(fid, values, before)
        return before

    def _feature(self, fid):
        """A damage point, within an edit command, of which nothing stays where it cannot be read."""
        feature = feature_of(self.layer, fid)
        if feature.isValid():
            return feature
        self.layer.destroyEditCommand()
        if is_lost(self.layer):
            raise LayerUnreadError(NOT_READ, layer=self.layer.name())
        raise InputError(_GONE, layer=self.layer.name())

    def _by_index(self, values):
        fields = self.layer.fields()
        found = {fields.indexFromName(self.roles.get(name, name)): value for name, value in values.items()}
        found.pop(-1, None)
        return found

    def _of_place(self, spot):
        """The fields that say where a point is, as the import writes them; what the town's layers said of the place
        where it was is not true any more."""
        from shimonita_gis.photos.townlayers import FIELDS

        degrees = self._to_degrees.transform(spot.x, spot.y)
        place = {"緯度": round(degrees.y(), 7), "経度": round(degrees.x(), 7)}
        errors = {"radius_95": spot.major, "ellipse_major": spot.major, "ellipse_minor": spot.minor,
                  "ellipse_azimuth": spot.azimuth, "distance": spot.distance}  # fmt: skip
        place |= {name: round(value, 2) if value == value else None for name, value in errors.items()}
        return place | dict.fromkeys(name for names in FIELDS.values() for name in names)

    def _shape(self, spot):
        shape = QgsGeometry(QgsPoint(spot.x, spot.y, spot.z))
        shape.transform(self._to_layer)
        return shape.coerceToType(self.layer.wkbType())[0]

    def _numbered(self, layer_id, features):
        """A point that was new got its number in the file: what may be undone follows it."""
        for feature in features:
            old = next((fid for fid, shape in self._new.items() if shape.equals(feature.geometry())), None)
            if old is None:
                continue
            del self._new[old]
            for step in (step for steps in self._steps for step in steps if step.fid == old):
                step.fid = feature.id()
            self.renumbered.emit(old, feature.id())
