"""Spans of time from which nothing is learned: guests, holidays, a broken sensor."""

from __future__ import annotations

STATEMENTS = ("CREATE TABLE pauses (begin REAL PRIMARY KEY, until REAL) STRICT",)
