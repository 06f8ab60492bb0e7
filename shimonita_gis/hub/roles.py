"""Who may change what. Names come from the PC's account or are typed in: this guides honest people and is recorded;
it does not keep out forgers, for whom the file share has its own rights."""

from .catalogue import ADMINISTRATOR, EDITOR, VIEWER


def may_edit(catalogue, editor, table):
    """Whether ``editor`` may change the features of ``table``.

    As long as only administrators are listed, everybody may. Once others are, an administrator may change all
    layers, an editor those of the own department and those without one, a viewer and an unlisted person none.
    """
    owner = next((entry.department for entry in catalogue if entry.table == table), "")
    return may_add(catalogue, editor, owner)


def may_add(catalogue, editor, department):
    """Whether ``editor`` may add, and then change, layers of ``department``."""
    if all(person.roles == (ADMINISTRATOR,) for person in catalogue.people):
        return True
    person = next((person for person in catalogue.people if person.name == editor), None)
    if person is None or VIEWER in person.roles:
        return False
    return ADMINISTRATOR in person.roles or (EDITOR in person.roles and department in ("", person.department))


def may_administer(catalogue, editor):
    """Whether ``editor`` may add, rename or remove layers, fields and people."""
    administrators = [person.name for person in catalogue.people if ADMINISTRATOR in person.roles]
    return not administrators or editor in administrators
