"""How people hear of it.

``announcements`` go to the bus, ``phones`` are told of what is new, and what they answer is done in ``answers``.
``questions`` and ``repairs`` stand under Repairs. ``descriptions`` say a habit in plain words.
"""
