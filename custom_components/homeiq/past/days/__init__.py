"""Days and hours: calendar and sun, the dials that people go by, days that don't count, other days to compare with."""
