"""The home's own AI.

``budget`` asks it within what the owner allows, ``refining`` a wish into a proposal, ``confirming`` what it wants.
"""
