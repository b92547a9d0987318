"""The vocabulary that every stage speaks: frozen records and numpy columns, with no behaviour beyond derived values."""
