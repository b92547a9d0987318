"""The demo: a lived-in home in a real Home Assistant, with HomeIQ in it."""
