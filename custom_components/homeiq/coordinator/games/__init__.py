"""Games of teams that somebody follows: asks for them while one is near, and says what happens.

``teams`` are kept as subentries, ``scoreboards`` asks, ``team_watch`` looks for one of them, ``games`` for all.
"""
