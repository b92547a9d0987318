"""Stage 3: what the past shows, patterns out. Pure numpy, one miner a file (the list is ``miners``), deterministic."""
