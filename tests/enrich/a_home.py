"""A home with names, for what goes to an AI."""

from custom_components.homeiq.model.home import Area, Device, Entity, Floor, Home, Label


def an_entity(entity_id: str, name: str = "", area_id: str | None = None, **more: str | None) -> Entity:
    plain = entity_id.partition(".")[2].capitalize()
    return Entity(
        entity_id=entity_id,
        name=name or plain,
        area_id=area_id,
        device_class=more.get("device_class"),
        category=more.get("category"),
    )


def a_home(*entities: Entity) -> Home:
    return Home(
        entities={one.entity_id: one for one in entities},
        areas={"bakery": Area(area_id="bakery", name="Bakery")},
        floors={"upstairs": Floor(floor_id="upstairs", name="Upstairs")},
        devices={"d1": Device(device_id="d1", name="Big Bridge")},
        labels={"l1": Label(label_id="l1", name="Grandma's things")},
    )
