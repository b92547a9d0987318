"""Scenes: what people move together with nothing that sets it off, to one state or each thing to its own."""
