"""What lets somebody in, and what only hangs beside it."""

from dataclasses import replace

from homeassistant.util import slugify
import pytest

from custom_components.homeiq.model.home import Area, Device, Entity, Home
from custom_components.homeiq.model.opener import Opening
from custom_components.homeiq.past.ways_in import WayIn, WayInReason, lets_in, opened_by, way_in
from custom_components.homeiq.past.ways_in.judge import SPEAKING_FOR_THEMSELVES
from custom_components.homeiq.past.ways_in.words import WORDS

RELAYS = (
    *(
        "switch",
        "input_boolean",
        "button",
        "input_button",
        "select",
        "input_select",
        "number",
        "input_number",
        "script",
    ),
    *("scene", "remote", "group", "text"),
)
APPLIANCES = sorted(SPEAKING_FOR_THEMSELVES)
WITH_OPENERS = sorted(language for language, speech in WORDS.items() if speech.openers)


def said_first(language: str, column: str) -> str:
    """A word that a language has for something, as a person would write it."""
    words: list[str] = getattr(WORDS[language], column).split()
    return next(word for word in words if not {"=", "!"} & set(word)).strip("*").replace("_", " ")


def a_home(entity: Entity, *others: Entity, device: str = "", area: str = "") -> Home:
    return Home(
        entities={one.entity_id: one for one in (entity, *others)},
        devices={"d": Device(device_id="d", name=device)} if device else {},
        areas={"a": Area(area_id="a", name=area)} if area else {},
    )


def named(domain: str, name: str) -> Home:
    return a_home(Entity(entity_id=f"{domain}.x", name=name))


def is_called_one(domain: str, name: str) -> bool:
    way = way_in(f"{domain}.x", named(domain, name))
    return way == WayIn(entity_id=f"{domain}.x", ground=WayInReason.NAME, by=name)


@pytest.mark.parametrize("language", sorted(WORDS))
def test_a_relay_of_any_domain_with_the_name_of_a_way_in_is_one(language: str) -> None:
    names = [said_first(language, column) for column in ("doors", "gates", "garages", "guards")]

    missed = [(name, domain) for name in names for domain in RELAYS if not is_called_one(domain, name)]

    assert missed == []


@pytest.mark.parametrize("language", WITH_OPENERS)
def test_what_is_called_an_opener_is_one_in_every_domain(language: str) -> None:
    name = said_first(language, "openers")

    assert [domain for domain in (*RELAYS, *APPLIANCES) if not is_called_one(domain, name)] == []


@pytest.mark.parametrize("language", WITH_OPENERS)
def test_a_cover_with_the_name_of_a_way_in_is_one(language: str) -> None:
    names = [said_first(language, column) for column in ("doors", "gates", "garages", "guards", "openers")]

    assert [name for name in names if not is_called_one("cover", name)] == []


@pytest.mark.parametrize("language", sorted(WORDS))
def test_a_blind_is_a_blind_in_every_language(language: str) -> None:
    words = [word.strip("*=!").replace("_", " ") for word in WORDS[language].coverings.split()]

    assert [word for word in words if way_in("cover.x", named("cover", word))] == []


@pytest.mark.parametrize("language", sorted(WORDS))
def test_a_lamp_at_a_door_lets_nobody_in(language: str) -> None:
    name = f"{said_first(language, 'doors')} {said_first(language, 'lamps')}"

    assert way_in("switch.x", named("switch", name)) is None
    assert way_in("light.x", named("light", said_first(language, "gates"))) is None


@pytest.mark.parametrize(
    "name",
    [
        *("Haustür Lampe", "Türlampe", "Torlicht", "Garage Licht", "Garage Kompressor", "Gate camera", "Door chime"),
        *("Éclairage portail", "Lampe porte d'entrée", "Luce cancello", "Luz de la puerta", "Lamp bij de poort"),
        *(
            "Světlo u brány",
            "Lampka przy bramie",
            "Свет у ворот",
            "Φως πόρτας",
            "Kapı lambası",
            "门厅灯",
            "玄関ドアライト",
        ),
        *("Kettle", "Kaffeemaschine", "Christmas tree", "Bewässerung", "Sprinkler", "Chauffe-eau", "Пылесос"),
        *("Garage freezer", "Garage heater", "Outdoor socket", "Security light", "Porter", "Torsten", "Zirkulation"),
    ],
)
def test_harmless_relays_stay_harmless(name: str) -> None:
    assert way_in("switch.x", named("switch", name)) is None
    assert way_in(f"switch.{slugify(name)}", Home()) is None


@pytest.mark.parametrize(
    "name", ["Sleep", "Schlafen", "Gäste", "Guest mode", "Urlaub", "Alarm clock", "Wecker", "Party"]
)
def test_harmless_helpers_stay_harmless(name: str) -> None:
    assert way_in("input_boolean.x", named("input_boolean", name)) is None


@pytest.mark.parametrize("domain", ["light", "fan", "climate", "media_player", "humidifier", "vacuum", "water_heater"])
@pytest.mark.parametrize("name", ["Garage", "Garage door", "Front door", "Haustür", "Gate", "Portail", "Tor", "Vrata"])
def test_what_says_what_it_is_may_be_named_after_the_door_it_is_at(domain: str, name: str) -> None:
    assert way_in(f"{domain}.x", named(domain, name)) is None


@pytest.mark.parametrize("domain", ["lock", "valve", "alarm_control_panel", "siren"])
def test_what_keeps_safe_is_known_by_its_kind(domain: str) -> None:
    assert way_in(f"{domain}.x", Home()) == WayIn(entity_id=f"{domain}.x", ground=WayInReason.KIND)


@pytest.mark.parametrize("domain", ["binary_sensor", "sensor", "person", "event", "camera", "sun", "zone"])
def test_what_is_only_looked_at_lets_nobody_in(domain: str) -> None:
    assert way_in(f"{domain}.garage_door", Home()) is None


@pytest.mark.parametrize("device_class", ["garage", "gate", "door", "window"])
def test_the_class_of_a_cover_says_that_it_is_a_way_in(device_class: str) -> None:
    cover = Entity(entity_id="cover.rollo", name="Rollo", device_class=device_class)

    assert way_in("cover.rollo", a_home(cover)) == WayIn(entity_id="cover.rollo", ground=WayInReason.KIND)


@pytest.mark.parametrize("device_class", ["awning", "blind", "curtain", "shade", "shutter"])
def test_the_class_of_a_cover_says_that_it_is_none(device_class: str) -> None:
    assert way_in("cover.x", a_home(Entity(entity_id="cover.x", name="East", device_class=device_class))) is None


@pytest.mark.parametrize("device_class", [None, "damper", "something_new"])
@pytest.mark.parametrize("name", ["Living room", "East", "Cover 1", "Motor", "Wohnzimmer"])
def test_a_cover_that_nothing_proves_to_be_a_blind_counts_as_a_way_in(name: str, device_class: str | None) -> None:
    cover = Entity(entity_id="cover.x", name=name, device_class=device_class)

    assert way_in("cover.x", a_home(cover)) == WayIn(entity_id="cover.x", ground=WayInReason.UNPROVEN)


@pytest.mark.parametrize(
    "name",
    [
        *("Garage", "Garage shutter", "Volet garage", "Garagentor", "Serranda garage", "Gate", "Roller door"),
        *(
            "Persiana garaje",
            "Persiana cochera",
            "Tapparella garage",
            "Garage roller shutter",
            "Rolluik garage",
            "Garagerolluik",
        ),
    ],
)
@pytest.mark.parametrize("device_class", [None, "shutter"])
def test_the_shutter_of_a_garage_is_its_door(name: str, device_class: str | None) -> None:
    assert way_in("cover.x", a_home(Entity(entity_id="cover.x", name=name, device_class=device_class)))


@pytest.mark.parametrize(
    "name", ["Screen door", "Rollo Garage", "Louvre door", "Roleta garażowa", "车库卷帘", "Rideau garage"]
)
def test_a_word_for_a_blind_proves_nothing_of_a_door_that_is_made_like_one(name: str) -> None:
    assert way_in("cover.x", named("cover", name))


@pytest.mark.parametrize("name", ["Terrassentür Rollladen", "Patio door blind", "Persiana puerta terraza"])
def test_what_hangs_before_a_door_is_not_the_door(name: str) -> None:
    assert way_in("cover.x", named("cover", name)) is None


@pytest.mark.parametrize(
    "name", ["Hörmann", "myQ", "ratgdo v2.5", "Nuki", "FAAC", "Vrátka", "Ворітна автоматика", "Cat flap"]
)
def test_what_is_called_by_its_maker_or_is_small_is_a_way_in_too(name: str) -> None:
    assert way_in("switch.x", named("switch", name))


def test_the_owners_word_on_a_shutter_is_believed() -> None:
    cover = Entity(entity_id="cover.garage", name="Garage", device_class="shutter", chosen_class="shutter")

    assert way_in("cover.garage", a_home(cover)) is None


def test_an_outlet_that_the_owner_calls_one_is_one() -> None:
    switch = Entity(entity_id="switch.tor", name="Tor", device_class="outlet")

    assert way_in("switch.tor", a_home(switch))
    assert way_in("switch.tor", a_home(replace(switch, chosen_class="outlet"))) is None


def test_what_it_does_weighs_more_than_what_it_is_called_or_classed() -> None:
    opening = Opening(entity_id="switch.x", contact="binary_sensor.door", times=20, followed=19)
    switch = Entity(entity_id="switch.x", name="Lamp", device_class="outlet", chosen_class="outlet")
    home = replace(a_home(switch), openings={"switch.x": opening})

    assert way_in("switch.x", home) == WayIn(entity_id="switch.x", ground=WayInReason.CONTACT, by="binary_sensor.door")


def test_an_alias_gives_away_what_the_name_hides() -> None:
    switch = Entity(entity_id="switch.x", name="Shelly", aliases=("Sesame", "Front door buzzer"))

    assert way_in("switch.x", a_home(switch)) == WayIn(
        entity_id="switch.x", ground=WayInReason.NAME, by="Front door buzzer"
    )


def test_one_harmless_name_excuses_no_other() -> None:
    assert way_in("switch.lamp_2", a_home(Entity(entity_id="switch.lamp_2", name="Garagentor")))
    assert way_in("cover.blind_3", a_home(Entity(entity_id="cover.blind_3", name="Haustür")))


def test_a_device_gives_away_what_the_entity_hides() -> None:
    switch = Entity(entity_id="switch.x", name="Output 1", device_id="d")

    assert way_in("switch.x", a_home(switch, device="Garagentor-Relais"))
    assert way_in("switch.x", a_home(replace(switch, name="LED"), device="Haustür")) is None
    assert way_in("switch.x", a_home(switch, device="Kettle")) is None


def test_a_device_proves_its_cover_to_be_a_blind() -> None:
    cover = Entity(entity_id="cover.x", name="East", device_id="d")

    assert way_in("cover.x", a_home(cover, device="Rollladenaktor")) is None
    assert way_in("cover.x", a_home(cover, device="Torsteuerung"))


@pytest.mark.parametrize(("name", "is_one"), [("Relay 2", True), ("shellyplus1 a4cf", True), ("Compressor", False)])
def test_what_is_called_nothing_is_called_after_its_area(name: str, is_one: bool) -> None:  # noqa: FBT001 - a column of the table
    switch = Entity(entity_id="switch.shelly_1", name=name, area_id="a")

    assert (way_in("switch.shelly_1", a_home(switch, area="Garage")) is not None) is is_one
    assert way_in("switch.shelly_1", a_home(switch, area="Kitchen")) is None


def test_a_group_is_what_one_of_its_members_is() -> None:
    gate = Entity(entity_id="switch.gate", name="Gate")
    inner = Entity(entity_id="switch.inner", name="Inner", members=("switch.gate", "switch.all"))
    group = Entity(entity_id="switch.all", name="All", members=("switch.lamp", "switch.inner"))

    assert way_in("switch.all", a_home(group, inner, gate)) == WayIn(
        entity_id="switch.gate", ground=WayInReason.NAME, by="gate"
    )


def test_a_group_of_blinds_needs_no_proof_of_its_own() -> None:
    blind = Entity(entity_id="cover.a", name="A", device_class="blind")
    group = Entity(entity_id="cover.all", name="All", members=("cover.a",))

    assert way_in("cover.all", a_home(group, blind)) is None
    assert way_in("cover.all", a_home(group, replace(blind, device_class=None)))


@pytest.mark.parametrize(
    ("entity_id", "state", "action"),
    [("cover.gate", "closed", "close_cover"), ("valve.x", "closed", "close_valve"), ("lock.x", "locked", "lock")],
)
def test_closing_and_locking_are_harmless(entity_id: str, state: str, action: str) -> None:
    assert lets_in(entity_id, state, Home()) is None
    assert opened_by(entity_id, action, Home()) is None


@pytest.mark.parametrize("entity_id", ["switch.gate", "input_boolean.alarm", "light.door_opener", "siren.alarm"])
@pytest.mark.parametrize("state", ["on", "off"])
def test_either_direction_of_a_relay_may_open(entity_id: str, state: str) -> None:
    assert lets_in(entity_id, state, Home())
    assert opened_by(entity_id, f"turn_{state}", Home())


@pytest.mark.parametrize("action", ["open_cover", "set_cover_position", "open_cover_tilt", "toggle"])
def test_anything_else_than_closing_opens_a_cover(action: str) -> None:
    assert opened_by("cover.gate", action, Home())


def test_a_group_that_closes_a_gate_may_still_pulse_a_relay() -> None:
    group = Entity(entity_id="cover.all", name="Blinds", members=("switch.gate", "cover.gate"))

    assert lets_in("cover.all", "closed", a_home(group)) == WayIn(
        entity_id="switch.gate", ground=WayInReason.NAME, by="gate"
    )
