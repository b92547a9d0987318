from custom_components.homeiq.store.damage.salvage import DECIDED, EVENTS, NAMES
from custom_components.homeiq.store.file.layout import layout

# Tables that a new database fills by itself, from the home, from what is saved, or in the course of its work.
MADE_ANEW = {
    "areas",
    "devices",
    "entities",
    "entity_texts",
    "fact",
    "floors",
    "import_day",
    "influx_waiting",
    "labels",
    "mended_text",
    "schema_version",
    "spare_number",
    "used_number",
}


def test_every_table_is_either_saved_or_made_anew() -> None:
    saved = [*DECIDED, *NAMES, *EVENTS]

    assert sorted([*saved, *MADE_ANEW]) == sorted(layout())
