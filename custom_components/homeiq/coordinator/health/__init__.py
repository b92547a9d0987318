"""How HomeIQ is.

``watch`` looks every half minute, ``problems`` says what is wrong from what is known, ``notices`` tell it under
Repairs. ``failures`` are those of work in the background, ``damage`` that of blocks of the history.
"""
