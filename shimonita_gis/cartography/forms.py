"""Forms as data: the catalogue's labels, choices and hints become what a person fills in for a feature.

An entry's ``form`` maps a field's name to a dictionary with ``required``, ``min``, ``max``, ``format`` (of FORMATS),
``long`` (text of several lines), ``fixed`` (nobody changes it by hand), ``hidden`` (a moment that the photo's line
tells by this PC's clock: QGIS's own widget shows UTC), ``tab`` (of TABS, or a name of the town's own), ``only`` (the
language that it is written in), ``tip`` (the map tip tells it) and ``picture`` (it names a photo, which the form and
the map tip show). What is required must be filled in; everything else warns and lets pass, because an old
map is often right against the rule.
"""

from qgis.core import (
    Qgis,
    QgsAttributeEditorContainer,
    QgsAttributeEditorField,
    QgsDefaultValue,
    QgsEditorWidgetSetup,
    QgsExpression,
    QgsFieldConstraints,
    QgsValueMapFieldFormatter,
)
from qgis.PyQt.QtCore import QMetaType

from shimonita_gis.cartography.featuretips import apply_tip, photo_element
from shimonita_gis.translation import tr

UUID = "uuid"
FORMATS = {  # translatable
    "time": (r"^([01]?[0-9]|2[0-3]):[0-5][0-9]$", "A time as 9:00 or 17:15."),
    "phone": (r"^[0-9+()-]+$", "A phone number as 0274-82-2111, in half-width digits."),
    "url": (r"^https?://[^ ]+$", "An address as https://…"),
}
TABS = {  # translatable
    "damage": "Damage",
    "response": "Response",
    "place": "Where it is",
    "photo": "Photo",
    "losses": "Losses in numbers",
    "shooting": "How it was taken",
    "pose": "Position and direction",
    "lens": "Lens",
    "file": "File",
    "": "Further fields",
}
_DATE = {"calendar_popup": True, "allow_null": True, "field_iso_format": False}
_WIDGETS = {
    QMetaType.Type.QDate: ("DateTime", {**_DATE, "display_format": "yyyy-MM-dd", "field_format": "yyyy-MM-dd"}),
    QMetaType.Type.QDateTime: (
        "DateTime",
        # with its zone: QGIS shows a stored time in UTC, and takes what is typed over it as UTC
        {**_DATE, "display_format": "yyyy-MM-dd HH:mm t", "field_format": "yyyy-MM-dd HH:mm:ss"},
    ),
    QMetaType.Type.Bool: ("CheckBox", {"AllowNullState": True, "TextDisplayMethod": 0}),
}
_LONG = 420  # pixels of a column of long texts
_SOFT = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthSoft
_HARD = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthHard


def apply_form(layer, entry, language):
    """Gives the vector ``layer`` the form of its catalogue ``entry``, labelled in ``language`` ('ja' or 'en')."""
    hints = {field.name(): entry.form.get(field.name(), {}) for field in layer.fields()}
    told = {name: hint for name, hint in hints.items() if hint.get("only", language) == language}
    keys = {UUID, *(layer.fields()[index].name() for index in layer.primaryKeyAttributes())}
    shown = {name: hint for name, hint in told.items() if name not in keys and not hint.get("hidden")}
    for index, field in enumerate(layer.fields()):
        layer.setFieldAlias(index, _alias(entry, field.name(), language))
        if field.name() not in shown:
            layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("Hidden", {}))
            continue
        layer.setEditorWidgetSetup(index, _widget(field, entry.choices.get(field.name()), hints[field.name()]))
        _constrain(layer, index, hints[field.name()])
    _identify(layer)
    _arrange_columns(layer, shown)
    _call_features_by_name(layer, entry)
    _lay_out(layer, shown)
    apply_tip(layer, [name for name, hint in told.items() if hint.get("tip")])


def _alias(entry, name, language):
    label = entry.labels.get(name, {}).get(language) or name
    return tr("{label} (personal)", label=label) if name in entry.personal_fields else label


def _widget(field, choices, hint):
    if choices:
        unknown = {tr("(not stated)"): QgsValueMapFieldFormatter.NULL_VALUE}
        return QgsEditorWidgetSetup("ValueMap", {"map": [unknown, *({value: value} for value in choices)]})
    kind, config = _WIDGETS.get(field.type(), ("TextEdit", {"IsMultiline": bool(hint.get("long")), "UseHtml": False}))
    return QgsEditorWidgetSetup(kind, config)


def _constrain(layer, index, hint):
    if hint.get("required"):
        layer.setFieldConstraint(index, QgsFieldConstraints.Constraint.ConstraintNotNull, _HARD)
    name = layer.fields()[index].name()
    rules = [rule for rule in (_range(name, hint), _format(name, hint)) if rule]
    for expression, said in rules[:1]:
        layer.setConstraintExpression(index, expression, said)
        layer.setFieldConstraint(index, QgsFieldConstraints.Constraint.ConstraintExpression, _SOFT)


def _range(name, hint):
    """(expression, sentence) for ``min`` and ``max``, None without them."""
    low, high = (hint.get(end) if isinstance(hint.get(end), int | float) else None for end in ("min", "max"))
    if low is None and high is None:
        return None
    column = QgsExpression.quotedColumnRef(name)
    tests = [f"{column} >= {low}"] * (low is not None) + [f"{column} <= {high}"] * (high is not None)
    said = tr("Usually from {low} to {high}.", low="…" if low is None else low, high="…" if high is None else high)
    return f"{column} IS NULL OR ({' AND '.join(tests)})", said


def _format(name, hint):
    pattern, said = FORMATS.get(hint.get("format"), ("", ""))
    if not pattern:
        return None
    column = QgsExpression.quotedColumnRef(name)
    return f"{column} IS NULL OR {column} = '' OR regexp_match({column}, {QgsExpression.quotedValue(pattern)})", tr(
        said
    )


def _identify(layer):
    """A new feature gets a uuid of its own at once, also when it is split off, copied or pasted."""
    index = layer.fields().indexFromName(UUID)
    if index < 0:
        return
    layer.setDefaultValueDefinition(index, QgsDefaultValue("uuid('WithoutBraces')"))
    layer.setFieldConstraint(index, QgsFieldConstraints.Constraint.ConstraintUnique, _SOFT)
    layer.setFieldSplitPolicy(index, Qgis.FieldDomainSplitPolicy.DefaultValue)
    layer.setFieldDuplicatePolicy(index, Qgis.FieldDuplicatePolicy.DefaultValue)


def _arrange_columns(layer, shown):
    config = layer.attributeTableConfig()
    config.update(layer.fields())
    for index, column in enumerate(config.columns()):
        if column.name and column.name not in shown:
            config.setColumnHidden(index, True)
        elif shown.get(column.name, {}).get("long"):
            config.setColumnWidth(index, _LONG)
    layer.setAttributeTableConfig(config)


def _call_features_by_name(layer, entry):
    """What lists, tips and the form's title call a feature: its name, or what its label on the map shows."""
    for name in ("name", (entry.style.get("label") or {}).get("field", ""), *entry.labels):
        if layer.fields().indexFromName(name) >= 0:
            layer.setDisplayExpression(QgsExpression.quotedColumnRef(name))
            return


# --- the form's tabs


def _lay_out(layer, hints):
    """Fields on the tabs that their ``hints`` name, the photo above those of the first one."""
    config = layer.editFormConfig()
    for name, hint in hints.items():
        config.setReadOnly(layer.fields().indexFromName(name), bool(hint.get("fixed")))
    tabs = {}
    for name, hint in hints.items():
        tabs.setdefault(hint.get("tab", ""), []).append(name)
    if any(tabs):
        config.setLayout(Qgis.AttributeFormLayout.DragAndDrop)
        config.clearTabs()
        for tab in sorted(tabs, key=lambda tab: tab == ""):
            has_photo = not config.tabs() and any(hint.get("picture") for hint in hints.values())
            config.addTab(_tab(layer, config, tab, tabs[tab], has_photo))
    layer.setEditFormConfig(config)


def _tab(layer, config, tab, names, has_photo):
    root = config.invisibleRootContainer()
    container = QgsAttributeEditorContainer(tr(TABS.get(tab, tab)), root)
    container.setType(Qgis.AttributeEditorContainerType.Tab)
    if has_photo:
        container.addChildElement(photo_element(container))
    for name in names:
        container.addChildElement(QgsAttributeEditorField(name, layer.fields().indexFromName(name), container))
    return container
