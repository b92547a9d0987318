"""Clock times of findings and decisions are meant in a time zone: a home that moves has to know in which."""

from __future__ import annotations

STATEMENTS = ("CREATE TABLE home_zone (zone TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",)
