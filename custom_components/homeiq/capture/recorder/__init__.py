"""What Home Assistant's recorder has from before, read as what would have been heard."""
