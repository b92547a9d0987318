"""Furniture: a contact may be at a fridge, a drawer or a letterbox, and what such a contact proves lets nobody in.

People open the fridge after they have put on the toaster: that makes no opener of the toaster. Where a name is open to
doubt, the contact stays one of a way in: beside a word for a lock, a safe or an opener (a gun cabinet, a key box),
where it says that the furniture is only near (*Door by the fridge*) or large enough to walk in, and where one of its
names is that of a door of the house. What bears no word for furniture is none: a pantry or a laundry is a room, and a
parcel box, a locker and a safe keep strangers out as a door does.
"""

from __future__ import annotations

from functools import cache, lru_cache

from ...model.home import Entity, Home
from ...model.things.device_class import covering_of, sense_of
from .called import device_name, own_names
from .names import WAYS, Says, said_by, said_of_household, says_nothing_else
from .spelling import plain, tokens

_KEPT_FROM_OTHERS = frozenset({Says.GUARD, Says.OPENER})
_CONTACT = (
    "door doors tur tuer turen tueren ture deur dor doer dorr doerr hurd porte porta puerta usa ovi oven uks durvis "
    "durys ajto kapi kapisi drzwi dvere dveri dver dvertsia dzvery vrata dera dere thyra pintu cua doras drws darwaza "
    "gapi qapi delet bab "
    "门 門 门磁 門磁 ドア 扉 문 도어 ประตู דלת הדלת الباب باب درب در दरवाजा दरवाज़ा دروازہ კარი դուռ "
    "window fenster raam vindue vindu fonster gluggi fenetre finestra ventana janela fereastra okno okna ikkuna aken "
    "logs langas ablak pencere and und et e y "
    "contact contacts kontakt kontakte kontaktsensor contacto contatto contato kontaktas kontaktus kosketin "
    "opening offnung oeffnung ouverture apertura abertura sensor sensors sensore senzor capteur detector detecteur "
    "melder anturi czujnik czujka cidlo snimac datchik erzekelo sensoru sensori andur jutiklis aisthiteras magnet "
    "reed state status zustand etat stato estado"
)
"""Words that say of a contact what it is, and not where; in ids *oven* is the genitive of the Finnish *ovi*."""


def is_furniture(entity: Entity, home: Home) -> bool:
    """Tell whether a contact is at furniture or at an appliance, as its names say, or its device's where they don't.

    Its class says that a garage, a gate or a lock is none, whatever it is called. Its id may be left from where it was
    before: *kitchen_door* as an id doesn't speak against *Fridge*.
    """
    if _keeps_people_out(entity):
        return False
    own = own_names(entity)
    asked = (*own, *device_name(entity, home)) if all(map(_says_only_contact, own)) else own
    if not any(map(_says_furniture, asked)):
        return False
    return not (any(map(_id_says_other_door, own[:1])) or any(map(_says_other_door, own[1:])))


def _keeps_people_out(entity: Entity) -> bool:
    match entity.domain:
        case "binary_sensor":
            return sense_of(entity.device_class).keeps_out
        case "cover":
            return covering_of(entity.device_class).keeps_out
        case _:
            return entity.domain == "lock"


@cache
def _contact_words() -> frozenset[str]:
    return frozenset(map(plain, _CONTACT.split()))


@lru_cache(maxsize=8192)
def _says_furniture(name: str) -> bool:
    told = said_of_household(name)
    return Says.FURNITURE in told and Says.PASSAGE not in told and not said_by(name) & _KEPT_FROM_OTHERS


def _id_says_other_door(name: str) -> bool:
    """Tell whether an id is that of a door of the house, or of a gate or a safe, not just of some door."""
    is_of_house = Says.PASSAGE in said_of_household(name) or said_by(_without_contact(name)) & WAYS
    return bool(is_of_house) and not _says_furniture(name)


def _says_other_door(name: str) -> bool:
    """Tell whether a name is that of a door which is none of furniture."""
    return not (_says_furniture(name) or _says_only_contact(name)) and bool(said_by(name) & WAYS)


def _says_only_contact(name: str) -> bool:
    """Tell whether a name says that a contact is one, and nothing of where it is."""
    return Says.PASSAGE not in said_of_household(name) and says_nothing_else(_without_contact(name))


def _without_contact(name: str) -> str:
    known = _contact_words()
    return " ".join(word for word in tokens(name).split() if plain(word) not in known)
