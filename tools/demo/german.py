"""The demo's home as a family would name it that speaks German."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from .past import Past

_ROOMS = {
    "Living room": "Wohnzimmer",
    "Kitchen": "Küche",
    "Bedroom": "Schlafzimmer",
    "Bathroom": "Bad",
    "Hallway": "Flur",
    "Entrance": "Eingang",
    "Office": "Büro",
    "Garden": "Garten",
    "Laundry": "Waschküche",
    "Pantry": "Vorratskammer",
}
_NOUNS = {
    "lamps": "Lampen",
    "blinds": "Rollo",
    "heating": "Heizung",
    "TV": "Fernseher",
    "fan": "Ventilator",
    "radio": "Radio",
    "motion": "Bewegungsmelder",
    "window": "Fenster",
    "temperature": "Temperatur",
    "illuminance": "Helligkeit",
    "power": "Leistung",
    "humidity": "Luftfeuchte",
}
WORDS: Mapping[str, str] = MappingProxyType(
    {
        **_ROOMS,
        **{f"{room} {noun}": f"{_NOUNS[noun]} {_ROOMS[room]}" for room in _ROOMS for noun in _NOUNS},
        "Living room light": "Wohnzimmerlicht",
        "Kitchen light": "Küchenlicht",
        "Bedroom light": "Schlafzimmerlicht",
        "Bathroom light": "Badlicht",
        "Hallway light": "Flurlicht",
        "Entrance light": "Eingangslicht",
        "Office light": "Bürolicht",
        "Garden light": "Gartenlicht",
        "Laundry light": "Waschküchenlicht",
        "Pantry light": "Kammerlicht",
        "Alex's phone": "Handy von Alex",
        "Sofa lamp": "Sofalampe",
        "Shelf lamp": "Regallampe",
        "Corner lamp": "Ecklampe",
        "Hood light": "Haubenlicht",
        "Coffee machine": "Kaffeemaschine",
        "Kettle": "Wasserkocher",
        "Dishwasher": "Spülmaschine",
        "Bedside lamp": "Nachttischlampe",
        "Heated blanket": "Heizdecke",
        "Mirror light": "Spiegellicht",
        "Towel rail": "Handtuchheizung",
        "Stairs light": "Treppenlicht",
        "Front door": "Haustür",
        "Desk lamp": "Schreibtischlampe",
        "Printer": "Drucker",
        "Porch light": "Verandalicht",
        "Pond pump": "Teichpumpe",
        "Garage fan": "Garagenlüfter",
        "Washing machine": "Waschmaschine",
    }
)
"""What its rooms and things are called, by their English names."""


def in_german(past: Past) -> Past:
    """Return the same home, named and set up in German."""
    return replace(past, language="de", words=WORDS)
