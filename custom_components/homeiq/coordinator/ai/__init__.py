"""The home's own AI: ``asking`` within a budget, ``refining`` a wish into a proposal, ``confirming`` what it wants."""
