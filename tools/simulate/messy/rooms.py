"""The rooms of a home: how much each of them is gone to, and for how long."""

# How much each room is gone to, how long somebody stays there (median minutes), and hours at which it is more.
ROOMS = {
    "living_room": (3.0, 20.0, ((1110.0, 1400.0, 2.5),)),
    "kitchen": (2.6, 5.0, ((400.0, 480.0, 2.5), (720.0, 790.0, 2.0), (1050.0, 1170.0, 2.5))),
    "bedroom": (0.9, 4.0, ((390.0, 470.0, 2.0), (1290.0, 1440.0, 2.0))),
    "bathroom": (1.4, 3.0, ((380.0, 460.0, 3.0), (1290.0, 1440.0, 2.5))),
    "hallway": (2.2, 0.5, ()),
    "entrance": (0.5, 0.6, ()),
    "office": (1.1, 22.0, ((540.0, 1020.0, 2.0),)),
    "garden": (0.4, 7.0, ((600.0, 1200.0, 2.0),)),
    "laundry": (0.6, 2.5, ()),
    "pantry": (0.8, 0.7, ((1020.0, 1170.0, 2.0),)),
    "guest_room": (0.35, 3.0, ()),
    "attic": (0.25, 5.0, ()),
}


def wish(room: str, minute: float) -> float:
    """Return how much a room is gone to at a minute of the day, beside other rooms."""
    weight, _, hours = ROOMS[room]
    return weight * max((factor for begin, end, factor in hours if begin <= minute < end), default=1.0)
