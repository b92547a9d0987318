"""Spans of time from which nothing is learned: guests, holidays, a broken sensor."""

STATEMENTS = ("CREATE TABLE pauses (begin REAL PRIMARY KEY, until REAL) STRICT",)
