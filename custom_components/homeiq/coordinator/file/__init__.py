"""The database's file, and the ``tables`` that are in it.

``opening`` opens it, or begins a new one where it can't be used; ``recognising`` then finds what an earlier one had
made. ``guard`` notices when it is deleted, replaced or damaged. ``backups`` hold it still, and ``leftover`` keeps the
events that it could not take at the end. ``leaving_room`` gives memory back after long work.
"""
