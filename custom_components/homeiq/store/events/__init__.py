"""Fresh rows.

Events come as rows into ``event_table`` in the database's thread; ``late`` compares those whose time is sealed with
what is there. ``rows`` makes columns of rows.
"""
