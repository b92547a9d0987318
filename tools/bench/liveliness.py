"""Entities of a booted Home Assistant that change all the time, by an integration made for that."""

from pathlib import Path

LIFE = Path(__file__).parent / "custom_components" / "homeiq_bench_life"
"""The integration, for a folder to link."""


def lively(entities: int, rate: float, lamps: int = 0) -> str:
    """Return the lines of ``configuration.yaml`` for so many entities and changes a second.

    Args:
        entities: those that change.
        rate: how many of them do a second.
        lamps: ``light.lamp_0`` and so on, which only are there.
    """
    return f"{LIFE.name}:\n  entities: {entities}\n  rate: {rate}\n  lamps: {lamps}\n"
