"""Ways in: what lets somebody in, disarms an alarm or lets water and gas flow, by what it is, is called, and does."""

from __future__ import annotations

from .judge import WayIn, WayInReason, is_forbidden, keeps_people_out, lets_in, opened_by, way_in

__all__ = ["WayIn", "WayInReason", "is_forbidden", "keeps_people_out", "lets_in", "opened_by", "way_in"]
