"""Games of teams that somebody follows: asks for them while one is near, and says what happens.

``subentries`` are the teams, ``scoreboards`` asks, ``following`` watches one team, ``games`` all of them.
"""
