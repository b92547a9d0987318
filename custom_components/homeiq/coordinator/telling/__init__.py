"""How people hear of it.

``announcements`` go to the bus, ``telling`` notifies phones of what is new, ``receipts`` say what an accepted one has
become. ``questions`` and ``repairs`` stand under Repairs. ``descriptions`` say a habit in plain words, of ``language``
where files may be read.
"""
