"""A layer with its catalogue entry."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameters,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
    QgsVectorFileWriter,
)

from shimonita_gis.cartography.words import CYCLES_SAID
from shimonita_gis.errors import InputError
from shimonita_gis.hub.catalogue import LICENCES
from shimonita_gis.translation import tr

from .algorithm import Algorithm

# what the catalogue should know of every layer
ASKED = {  # translatable
    "department": "Department",
    "source": "Source",
    "scale": "Map level",
    "accuracy": "Accuracy (m)",
    "update_cycle": "Update cycle",
}


class AddLayerToHub(Algorithm):
    NAME = "addlayertohub"
    TITLE = "Add layer to hub"
    GROUP = "hub"
    TAGS = ("hub", "catalogue", "import", "shapefile", "共通基盤", "登録", "取込", "シェープファイル")
    HELP = (
        "Brings a vector layer into the shared map, with what others must know about it.\n"
        "Any format that QGIS opens, Japanese shapefiles included. Places are brought to JGD2011 zone IX (EPSG:6677), "
        "old Tokyo-datum layers exactly; broken shapes are mended and listed; every feature gets an identity that "
        "stays. A standard layer of the same title that is still empty is filled."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self._add_what()
        self._add_about()
        self.addOutput(QgsProcessingOutputString("TABLE", tr("Table in the hub")))
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Number of features")))
        self.addOutput(QgsProcessingOutputNumber("VERSION", tr("Version of the hub")))

    def _add_what(self):
        any_vector = [QgsProcessing.SourceType.TypeVector]
        self.add(
            QgsProcessingParameterVectorLayer("INPUT", tr("Layer"), any_vector),
            "The layer or file to bring in. It must say its reference system.",
        )
        self.add(
            QgsProcessingParameterFile("HUB", tr("Hub"), QgsProcessingParameterFile.Behavior.Folder),
            "The hub's folder, made with 'Create hub'.",
        )
        self.add(QgsProcessingParameterString("TITLE", tr("Title")), "The name that staff will look for.")
        self.add(
            QgsProcessingParameterString("DEPARTMENT", tr("Department"), optional=True), "The department that owns it."
        )
        self.add(
            QgsProcessingParameterBoolean("OPEN", tr("May be published as open data"), False),
            "Fields with personal information are never published, even so.",
        )
        self.add(
            QgsProcessingParameterBoolean("DEPARTMENT_ONLY", tr("Only for the department"), False),
            "Other departments see it only with the department's consent. It cannot be open as well.",
        )
        self.add(
            self._fields("PERSONAL", tr("Fields with personal information")),
            "Names, phone numbers and the like of residents. They stay in the town hall.",
        )
        self.add(self._fields("FIELDS", tr("Fields to take")), "Left empty: all fields.")

    def _fields(self, name, title):
        return QgsProcessingParameterField(
            name, title, parentLayerParameterName="INPUT", allowMultiple=True, optional=True
        )  # fmt: skip

    def _add_about(self):
        """What the catalogue should know; the answers that few layers need are among the advanced ones."""
        number = QgsProcessingParameterNumber
        self.add(QgsProcessingParameterString("SOURCE", tr("Source"), optional=True), "Who made it, when, from what.")
        self.add(
            number("SCALE", tr("Map level"), number.Type.Integer, optional=True, minValue=0),
            "The denominator of the scale it was made for: 2500 for 1:2500.",
        )
        self.add(
            number("ACCURACY", tr("Accuracy (m)"), number.Type.Double, optional=True, minValue=0),
            "How far a place may be off: the horizontal standard deviation in metres, 1.75 for the norm of 1:2500.",
        )
        self.add(
            QgsProcessingParameterEnum(
                "UPDATE_CYCLE", tr("Update cycle"), [tr(text) for text in CYCLES_SAID.values()], defaultValue=0
            ),
            "How often the department brings it up to date.",
        )
        self.add(
            _advanced(QgsProcessingParameterString("SOURCE_SHEET", tr("Map sheet it was drawn from"), optional=True)),
            "The code of the sheet, such as 09JB164C.",
        )
        self.add(
            _advanced(QgsProcessingParameterString("DATUM_HISTORY", tr("Datum history"), optional=True)),
            "Reference systems that the layer went through before, oldest first, with a semicolon between. The "
            "present one is added by itself.",
        )
        self.add(
            _advanced(
                QgsProcessingParameterEnum("LICENSE", tr("Licence of the open data"), list(LICENCES), defaultValue=0)
            ),
            "Only for a layer that may be published.",
        )
        self.add(
            _advanced(QgsProcessingParameterString("APPROVAL", tr("Approval number (survey law)"), optional=True)),
            "The number under which the survey's results may be used.",
        )
        self.add(
            _advanced(QgsProcessingParameterString("EDITOR", tr("Your name"), optional=True)),
            "Who adds the layer. Left empty: the account's name on this PC.",
        )

    def work(self, parameters, context, feedback):
        from shimonita_gis.hub.layers import read_layer
        from shimonita_gis.hub.operations import add_layer
        from shimonita_gis.hub.store import Hub, account

        hub = Hub.open(self.parameterAsString(parameters, "HUB", context))
        path, crs = self._file(parameters, context, feedback)
        features = read_layer(path, crs, self.parameterAsStrings(parameters, "FIELDS", context))
        self._refuse_unknown_fields(parameters, context, features)
        for note in features.notes:
            feedback.pushWarning(tr(note.text, **note.values))
        editor = self.parameterAsString(parameters, "EDITOR", context) or account()
        entry = self._entry(parameters, context, features)
        version, entry = add_layer(hub, features, entry, editor, cancelled=feedback.isCanceled)
        count = len(features.frame)
        feedback.pushInfo(tr("{title}: {count} feature(s) in version {number} of the hub.",
                             title=entry.title, count=count, number=version.number))  # fmt: skip
        missing = [tr(title) for name, title in ASKED.items() if not getattr(entry, name)]
        if missing:
            feedback.pushWarning(
                tr("Not stated yet: {names}. Complete it under 'Look after the hub'.", names=", ".join(missing))
            )
        return {"TABLE": entry.table, "COUNT": count, "VERSION": version.number}

    def _file(self, parameters, context, feedback):
        """The layer as a file that GDAL reads, and its reference system as QGIS knows it (None: what the file says)."""
        layer = self.parameterAsVectorLayer(parameters, "INPUT", context)
        if layer is None:
            raise InputError(
                "{layer} cannot be opened as a vector layer. Check that the file is there and is not damaged.",
                layer=parameters.get("INPUT"),
            )  # fmt: skip
        path, name = QgsProcessingParameters.parameterAsCompatibleSourceLayerPathAndLayerName(
            self.parameterDefinition("INPUT"), parameters, context,
            QgsVectorFileWriter.supportedFormatExtensions(), "gpkg", feedback,
        )  # fmt: skip
        crs = layer.crs()
        known = (crs.authid() if crs.authid().startswith("EPSG:") else crs.toWkt()) if crs.isValid() else None
        return (f"{path}|layername={name}" if name else path), known

    def _refuse_unknown_fields(self, parameters, context, features):
        """A personal field whose name is mistyped would stay open."""
        for name in self.parameterAsStrings(parameters, "PERSONAL", context):
            if name not in features.frame.columns:
                raise InputError(
                    "{file} has no field {name}. Its fields are: {fields}.",
                    file=features.source, name=name,
                    fields=", ".join(c for c in features.frame.columns if c not in ("uuid", "geom")),
                )  # fmt: skip

    def _entry(self, parameters, context, features):
        from shimonita_gis.hub.catalogue import LayerEntry

        text = {name: self.parameterAsString(parameters, name, context).strip() for name in
                ("TITLE", "DEPARTMENT", "SOURCE_SHEET", "SOURCE", "APPROVAL", "DATUM_HISTORY")}  # fmt: skip
        sharing = self._sharing(parameters, context)
        history = [datum.strip() for datum in text["DATUM_HISTORY"].split(";") if datum.strip()]
        return LayerEntry(
            table="", title=text["TITLE"], department=text["DEPARTMENT"], sharing=sharing,
            personal_fields=tuple(self.parameterAsStrings(parameters, "PERSONAL", context)),
            licence=LICENCES[self.parameterAsEnum(parameters, "LICENSE", context)] if sharing == "open" else "",
            source=text["SOURCE"], source_sheet=text["SOURCE_SHEET"], approval=text["APPROVAL"],
            scale=self.parameterAsInt(parameters, "SCALE", context),
            accuracy=self.parameterAsDouble(parameters, "ACCURACY", context),
            update_cycle=list(CYCLES_SAID)[self.parameterAsEnum(parameters, "UPDATE_CYCLE", context)],
            datum_history=(*history, *([features.source_crs] if features.source_crs else [])),
        )  # fmt: skip

    def _sharing(self, parameters, context):
        from shimonita_gis.hub.catalogue import DEPARTMENT, INTERNAL, OPEN

        is_open = self.parameterAsBoolean(parameters, "OPEN", context)
        if self.parameterAsBoolean(parameters, "DEPARTMENT_ONLY", context):
            if is_open:
                raise InputError("A layer cannot be open and only for its department. Choose one of the two.")
            return DEPARTMENT
        return OPEN if is_open else INTERNAL


def _advanced(parameter):
    parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    return parameter
