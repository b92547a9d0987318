"""What Home Assistant hears of an entity, where that is not yet, or no longer, what people mean by it."""
