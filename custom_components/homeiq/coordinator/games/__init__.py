"""Games of teams that somebody follows: asks for them while one is near, and says what happens.

``subentries`` are the teams, ``scoreboards`` asks, ``team`` watches one, ``games`` all of them.
"""
