"""Guarded: the covers that keep people out. Who has no device class for them has a name for them, in most cases."""

import re

from ..model.home import Home

_CLASSES = frozenset({"garage", "door", "gate"})
# Entity ids write an umlaut with one letter or two, and German puts words together.
_DOORS = re.compile(r"(\w*garagen?|(?!outdoor|indoor)\w*doors?|\w*t(ü|ue|u)r(en)?)")
_GATES = re.compile(r"(gates?|(garagen|hof|garten|einfahrts?|zufahrts?)?(roll|schiebe|schwing|sektional)?tore?)")
_BLINDS = re.compile(
    r"\w*(blind|shade|curtain|awning|screen|roll?lad|rollo|jalousie|raffstore|vorhang|vorhaeng|markise|plissee)\w*"
)


def keeps_people_out(entity_id: str, home: Home) -> bool:
    """Tell whether a cover is a garage, a door or a gate: by its device class, or by its id and name where it has none.

    The blind of the terrace door is none, and neither is that of the garage's window. A shutter may well be its door.
    """
    domain, _, said = entity_id.partition(".")
    if domain != "cover":
        return False
    if (device_class := home.device_class_of(entity_id)) is not None:
        return device_class in _CLASSES
    words = [word for word in re.split(r"[\W_]+|(?<=\D)(?=\d)", f"{said} {home.name_of(entity_id)}".casefold()) if word]
    if any(_GATES.fullmatch(word) for word in words):
        return True
    return any(_DOORS.fullmatch(word) for word in words) and not any(_BLINDS.fullmatch(word) for word in words)
