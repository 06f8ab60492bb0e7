"""Forms as data: the catalogue's labels, choices and hints become what a person fills in for a feature.

An entry's ``form`` maps a field's name to a dictionary with ``required``, ``min``, ``max``, ``format`` (of FORMATS) and
``long`` (text of several lines). What is required must be filled in; everything else warns and lets pass, because an
old map is often right against the rule.
"""

from qgis.core import (
    Qgis,
    QgsDefaultValue,
    QgsEditorWidgetSetup,
    QgsExpression,
    QgsFieldConstraints,
    QgsValueMapFieldFormatter,
)
from qgis.PyQt.QtCore import QMetaType

from shimonita_gis.translation import tr

UUID = "uuid"
FORMATS = {  # translatable
    "time": (r"^([01]?[0-9]|2[0-3]):[0-5][0-9]$", "A time as 9:00 or 17:15."),
    "phone": (r"^[0-9+()-]+$", "A phone number as 0274-82-2111, in half-width digits."),
    "url": (r"^https?://[^ ]+$", "An address as https://…"),
}
_DATE = {"calendar_popup": True, "allow_null": True, "field_iso_format": False}
_WIDGETS = {
    QMetaType.Type.QDate: ("DateTime", {**_DATE, "display_format": "yyyy-MM-dd", "field_format": "yyyy-MM-dd"}),
    QMetaType.Type.QDateTime: (
        "DateTime",
        {**_DATE, "display_format": "yyyy-MM-dd HH:mm", "field_format": "yyyy-MM-dd HH:mm:ss"},
    ),
    QMetaType.Type.Bool: ("CheckBox", {"AllowNullState": True, "TextDisplayMethod": 0}),
}
_SOFT = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthSoft
_HARD = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthHard


def apply_form(layer, entry, language):
    """Gives the vector ``layer`` the form of its catalogue ``entry``, labelled in ``language`` ('ja' or 'en')."""
    for index, field in enumerate(layer.fields()):
        if index in layer.primaryKeyAttributes() or field.name() == UUID:
            layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("Hidden", {}))
            continue
        layer.setFieldAlias(index, _alias(entry, field.name(), language))
        hint = entry.form.get(field.name(), {})
        layer.setEditorWidgetSetup(index, _widget(field, entry.choices.get(field.name()), hint))
        _constrain(layer, index, hint)
    _identify(layer)
    _hide_columns(layer)
    _call_features_by_name(layer, entry)


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


def _hide_columns(layer):
    config = layer.attributeTableConfig()
    config.update(layer.fields())
    for index, column in enumerate(config.columns()):
        field = layer.fields().indexFromName(column.name)
        if field in layer.primaryKeyAttributes() or column.name == UUID:
            config.setColumnHidden(index, True)
    layer.setAttributeTableConfig(config)


def _call_features_by_name(layer, entry):
    """What lists, tips and the form's title call a feature: its name, or what its label on the map shows."""
    for name in ("name", (entry.style.get("label") or {}).get("field", ""), *entry.labels):
        if layer.fields().indexFromName(name) >= 0:
            layer.setDisplayExpression(QgsExpression.quotedColumnRef(name))
            return
