"""What waits for a server: kept on disk until it has taken it, whatever server that is and whether it is there.

``line`` writes events as the server reads them, a ``parcel`` of them is a row of the ``outbox``. ``damaged`` parcels
are kept apart, and what the server has ``turned_down`` is ``set_aside``; what is forgotten is taken out by
``clearing``, and what has not left yet never does (``unsendable``).
"""
