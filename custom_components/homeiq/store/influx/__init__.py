"""InfluxDB, where the owner wants it: what is written there, what waits for it, and reading history back.

``target`` says which server, ``client`` speaks to it in single questions (``exchange``), ``probe`` finds out what it
is, and what it says is made fit to be shown in ``outside``. ``line`` writes events as it reads them, a ``parcel`` of
them is a row of the ``outbox``, which keeps on disk what it has not taken yet; ``drain`` sends that. ``damaged``
parcels are set aside, what is forgotten is taken out by ``clearing``, and what has not left yet never does
(``unsendable``). ``read`` and ``transfer`` bring history back and over, ``archive`` is the server's own history,
``failure`` what can go wrong.
"""
