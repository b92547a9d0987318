"""What can't be read any more costs itself, and nothing else.

Blocks: ``noted`` by whoever meets them, put ``aside``, looked for (``checking``, one ``check_step`` after the other;
``sound`` where there is no checksum). Rows: ``readable``; what is noted of the database as a whole: ``nonsense``. A
whole file: ``salvage`` reads what is left of it, ``successor`` takes its place.
"""
