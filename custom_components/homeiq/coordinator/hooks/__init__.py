"""Webhooks: whoever is to be told gets what happened, in its order, as soon as they take it."""
