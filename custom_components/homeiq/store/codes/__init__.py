"""The numbers that stand for things, so that an event takes a few bytes.

``codec`` packs an event into two integers; ``dictionary`` gives entities and texts their numbers, ``spare`` says
which come next, ``naming`` says which names they bear by now. ``steadiness`` finds texts that are not worth a number,
``acted_on`` the entities that are kept longest.
"""
