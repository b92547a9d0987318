"""Which contacts are at furniture, and so prove of nothing that it lets somebody in."""

from homeassistant.util import slugify
import pytest

from custom_components.homeiq.model.home import Device, Entity, Home
from custom_components.homeiq.past.ways_in import way_in
from custom_components.homeiq.past.ways_in.furniture import is_furniture
from custom_components.homeiq.past.ways_in.judge import is_contact
from custom_components.homeiq.past.ways_in.words import WORDS

LANGUAGES = sorted(WORDS)
CLASSES = ("door", "opening", "window", None)
FURNITURE = (
    *("Fridge door", "Fridge", "Garage fridge", "Freezer in the garage", "Kitchen cupboard", "Bathroom cabinet"),
    *("Medicine cabinet", "Kitchen oven", "Oven door", "Washing machine door", "Mailbox", "Toilet lid", "Beehive lid"),
    *("Kühlschranktür", "Tür Kühlschrank", "Schranktüre", "Backofentür", "Briefkasten", "Mülleimerdeckel", "Schublade"),
    *("Koelkastdeur", "Keukenkastje", "Køleskabsdør", "Skapdør", "Kylskåpsdörr", "Ísskápshurð", "Porte du frigo"),
    *("Porte du four", "Boîte aux lettres", "Puerta de la nevera", "Cajón cubiertos", "Porta frigorifero", "Armadio"),
    *("Porta da geladeira", "Ușa frigiderului", "Drzwi lodówki", "Szafka w kuchni", "Dveře lednice", "Chladnička"),
    *("Дверь холодильника", "Ящик стола", "Двері холодильника", "Врата на хладилника", "Vrata ormara", "Predal"),
    *("Jääkaapin ovi", "Kaapin ovi", "Külmkapi uks", "Ledusskapja durvis", "Šaldytuvo durys", "Hűtőajtó", "Szekrény"),
    *("Buzdolabı kapısı", "Soyuducu qapısı", "Dera e frigoriferit", "Πόρτα ψυγείου", "Drws oergell", "Cuisneoir"),
    *("冰箱", "冰箱门", "衣柜门", "冷蔵庫のドア", "引き出し", "냉장고 문", "Cửa tủ lạnh", "ประตูตู้เย็น", "Pintu kulkas"),
)
IN_LETTERS_THAT_IDS_LOSE = (
    "फ्रिज का दरवाज़ा",
    "דלת המקרר",
    "باب الثلاجة",
    "درب یخچال",
    "فریج",
    "მაცივრის კარი",
    "սառնարանի դուռ",
)
DOORS = (
    *(
        "Front door",
        "Garage door",
        "Back door",
        "Door to the pantry",
        "Pantry door",
        "Laundry door",
        "Gate",
        "Coop door",
    ),
    *(
        "Cabinet office door",
        "Walk-in freezer door",
        "Walk-in closet",
        "Door by the fridge",
        "Door next to the freezer",
    ),
    *("Hive door sensor", "Door four", "Garagentor", "Haustür", "Kellertür", "Tür zum Hauswirtschaftsraum", "Schranke"),
    *("Waschküchentür", "Schrankzimmer Tür", "Begehbarer Schrank", "Tür neben dem Kühlschrank", "Tür beim Schrank"),
    *("Porte d'entrée", "Porte du cabinet", "Porte de la buanderie", "Puerta de la despensa", "Porta primo piano"),
    *(
        "Porta da despensa",
        "Ușa cămară",
        "Drzwi do spiżarni",
        "Drzwi do garderoby",
        "Dveře do spíže",
        "Дверь в кладовую",
    ),
    *(
        "Вхідні двері",
        "Входна врата",
        "Vrata ostave",
        "Vhodna vrata",
        "Deur bijkeuken",
        "Bryggersdør",
        "Tvättstugan dörr",
    ),
    *("Oven anturi", "Ulko-oven anturi", "Autotallin ovi", "Välisuks", "Ārdurvis", "Lauko durys", "Kamraajtó", "Kapı"),
    *(
        "Giriş kapısı",
        "Dera e hyrjes",
        "Πόρτα αποθήκης",
        "Útidyrahurð",
        "入户门",
        "储藏室门",
        "物置のドア",
        "창고 문",
        "Cửa chính",
    ),
    *("Tuulikaapin ovi", "Tuulikaappi", "Дверь кабинета", "Garderob dörr", "Kas deur", "Landskap", "Porta piano terra"),
)
SAFES = (
    *("Gun cabinet", "Gun safe", "Key cabinet", "Safe", "Locker", "Parcel box", "Paketbriefkasten", "Schlüsselkasten"),
    *("Waffenschrank", "Kassaskåp", "Pengeskab", "Kassakaappi", "Páncélszekrény", "Szafa pancerna", "Оружейный шкаф"),
    *("保险柜门", "金庫", "금고", "Relvakapp", "Brandkast", "Coffre-fort", "Caja fuerte"),
)


def of(language: str, *columns: str) -> list[str]:
    """The words of a language, as a person would write them, and as ids have those in Latin letters."""
    words = [word for column in columns for word in getattr(WORDS[language], column).split()]
    return [word.strip("*=!").replace("_", " ") for word in words]


def contact(name: str = "", entity_id: str = "x", device_class: str | None = "door", **more: str) -> Entity:
    return Entity(
        entity_id=f"binary_sensor.{entity_id}", name=name, device_class=device_class, device_id=more.get("device")
    )


def at_furniture(entity: Entity, device: str = "") -> bool:
    return is_furniture(entity, Home(devices={"d": Device(device_id="d", name=device)}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_knows_furniture_appliances_and_the_doors_beside_them(language: str) -> None:
    speech = WORDS[language]

    assert all((speech.furniture, speech.appliances, speech.passages))


@pytest.mark.parametrize("language", LANGUAGES)
def test_furniture_is_furniture_in_every_language_with_the_word_for_a_door_or_without(language: str) -> None:
    door = of(language, "doors")[0]
    names = [name for word in of(language, "furniture") for name in (word, f"{word} {door}")]

    assert [name for name in names if not at_furniture(contact(name))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_for_a_way_in_is_one_for_furniture(language: str) -> None:
    words = of(language, "doors", "gates", "garages", "guards", "openers")

    assert [word for word in words if at_furniture(contact(word)) or at_furniture(contact("", slugify(word)))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_a_room_or_of_weapons_beside_furniture_leaves_a_door_one(language: str) -> None:
    furniture = of(language, "furniture")[0]

    assert [word for word in of(language, "passages") if at_furniture(contact(f"{word} {furniture}"))] == []


@pytest.mark.parametrize("device_class", CLASSES)
@pytest.mark.parametrize("name", [*FURNITURE, *IN_LETTERS_THAT_IDS_LOSE])
def test_the_contact_of_furniture_is_none_of_a_way_in(name: str, device_class: str | None) -> None:
    assert at_furniture(contact(name, device_class=device_class))
    assert not is_contact(contact(name, device_class=device_class), Home())


@pytest.mark.parametrize("name", FURNITURE)
def test_an_id_says_that_a_contact_is_at_furniture(name: str) -> None:
    assert at_furniture(contact("", slugify(name)))


@pytest.mark.parametrize("device_class", ["door", "opening"])
@pytest.mark.parametrize("name", [*DOORS, *SAFES])
def test_the_contact_of_a_door_or_a_safe_stays_one(name: str, device_class: str) -> None:
    assert is_contact(contact(name, device_class=device_class), Home())
    assert is_contact(contact("", slugify(name) or "x", device_class), Home())


@pytest.mark.parametrize(
    "domain_and_class", [("binary_sensor", "garage_door"), ("binary_sensor", "lock"), ("lock", None)]
)
def test_a_garage_door_and_a_lock_are_contacts_whatever_they_are_called(
    domain_and_class: tuple[str, str | None],
) -> None:
    domain, device_class = domain_and_class

    assert is_contact(Entity(entity_id=f"{domain}.fridge", name="Fridge door", device_class=device_class), Home())


@pytest.mark.parametrize(("device_class", "is_one"), [("garage", True), ("gate", True), ("door", False), (None, False)])
def test_a_cover_at_furniture_proves_nothing_unless_it_is_a_garage_or_a_gate(
    device_class: str | None, *, is_one: bool
) -> None:
    cover = Entity(entity_id="cover.x", name="Wardrobe door", device_class=device_class)

    assert is_contact(cover, Home()) is is_one


@pytest.mark.parametrize("name", ["Door", "Contact", "Door sensor 2", "Tür", "Kontakt", "Ovi", "Porte", "Дверь", ""])
def test_a_device_says_what_a_contact_without_a_name_is_at(name: str) -> None:
    unnamed = contact(name, "door_contact_3", device="d")

    assert at_furniture(unnamed, device="Fridge")
    assert not at_furniture(unnamed, device="Patio door")


@pytest.mark.parametrize(
    "name", ["Front door", "Haustür", "Garage", "Kitchen door", "Pantry", "Back door", "Main door"]
)
def test_a_contact_that_says_where_it_is_is_not_called_after_its_device(name: str) -> None:
    assert not at_furniture(contact(name, "contact_3", device="d"), device="Fridge")


@pytest.mark.parametrize(
    "entity_id", ["aqara_door_and_window_sensor_p2", "kitchen_door", "lumi_magnet_contact", "door"]
)
def test_an_id_may_be_left_from_where_a_contact_was_before_it_came_to_the_fridge(entity_id: str) -> None:
    assert at_furniture(contact("Fridge", entity_id))


@pytest.mark.parametrize(
    ("entity_id", "name"),
    [
        ("fridge_door", "Front door"),
        ("fridge", "Kitchen door"),
        ("cupboard_contact", "Garage"),
        ("front_door", "Fridge"),
        ("garagentor", "Kühlschrank"),
    ],
)
def test_names_that_contradict_each_other_leave_a_contact_one_of_a_way_in(entity_id: str, name: str) -> None:
    assert is_contact(contact(name, entity_id), Home())


def test_an_alias_says_that_a_contact_is_at_furniture_or_is_not() -> None:
    fridge = Entity(entity_id="binary_sensor.x", name="Contact", aliases=("Fridge",), device_class="door")
    hall = Entity(entity_id="binary_sensor.x", name="Fridge", aliases=("Front door",), device_class="door")

    assert not is_contact(fridge, Home())
    assert is_contact(hall, Home())


@pytest.mark.parametrize(
    "name", ["Wardrobe door", "Wardrobe lock", "Cupboard opener", "Schranktür", "Porte du placard"]
)
def test_what_is_acted_on_is_a_way_in_by_its_name_whatever_furniture_it_is_at(name: str) -> None:
    assert way_in("switch.x", Home(entities={"switch.x": Entity(entity_id="switch.x", name=name)}))


def test_a_cover_is_a_way_in_though_its_name_is_that_of_furniture() -> None:
    cover = Entity(entity_id="cover.x", name="Wardrobe", device_class="door")
    unclear = Entity(entity_id="cover.x", name="Wardrobe")

    assert way_in("cover.x", Home(entities={"cover.x": cover}))
    assert way_in("cover.x", Home(entities={"cover.x": unclear}))


@pytest.mark.parametrize("name", ["Grille-pain", "Máy giặt", "Wyłącznik okapu"])
def test_an_appliance_is_no_gate_in_another_language(name: str) -> None:
    assert way_in("switch.x", Home(entities={"switch.x": Entity(entity_id="switch.x", name=name)})) is None
    assert way_in(f"switch.{slugify(name)}", Home()) is None
