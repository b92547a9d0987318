"""Households that people live in, made up independently of ``tools.simulate`` and of whatever finds habits."""
