"""What can't be read is left out, and noted by whoever meets it: it costs itself, and nothing else.

``noted`` are blocks that turned out to be damaged, ``readable`` tells rows that make no sense from others, ``nonsense``
are such facts of the database as a whole.
"""
