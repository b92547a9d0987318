"""What is done about what can't be read any more: it is looked for, and what is left of a whole file is saved.

``checking`` looks through the database, one ``check_step`` after the other. Where a file can't be used as a whole,
``salvage`` reads what is left of it, and ``successor`` takes its place: where tables begin (``table_shapes``), which
``file_pages`` are theirs (``trees``), and what stands in these (``cells``). Whoever merely meets damage leaves it out,
as the folder of the unread says.
"""
