"""What a language has to say about ways in, and about what is none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """The words of a language, separated by spaces.

    ``*`` stands for any letters, ``_`` for the space inside a phrase. Accents may be left out wherever they are
    written; ``ä``, ``ö``, ``ü``, ``å``, ``æ`` and ``ø`` may be two letters as well. ``!`` behind a word: only with its
    accents. ``=`` before a word: only where it is the whole name. Cyrillic and Greek are also known as Home Assistant
    writes them in ids.

    Attributes:
        doors: of a house or a flat.
        gates: also barriers and the doors of garages, whatever they are made of.
        garages: rooms, which give their name to their door.
        guards: locks, alarms, safes, and what holds water and gas back.
        openers: what exists to open, to unlock or to disarm.
        coverings: what covers a window or shades a terrace.
        shutters: what covers a window, but closes many a garage as well. A word that is a covering too is one
            everywhere but at a garage.
        lamps: what gives light.
        others: what else may bear the name of a door, and opens nothing.
        furniture: also appliances and boxes, with a door or a lid of their own behind which nobody can walk.
        appliances: what else people switch on, without a door.
        passages: what beside a word for furniture says that the door is another one: of a room to walk into, beside the
            furniture, or of what keeps weapons, keys or parcels from others.
        never: words and phrases that only sound like the others, but for furniture, appliances and passages.
    """

    doors: str = ""
    gates: str = ""
    garages: str = ""
    guards: str = ""
    openers: str = ""
    coverings: str = ""
    shutters: str = ""
    lamps: str = ""
    others: str = ""
    furniture: str = ""
    appliances: str = ""
    passages: str = ""
    never: str = ""
