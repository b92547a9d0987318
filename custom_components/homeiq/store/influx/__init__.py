"""InfluxDB, where the owner wants it: what is written there, and reading history back.

``target`` says which server, ``client`` speaks to it in single questions (``exchange``), ``probe`` finds out what it
is, and what it says is made fit to be shown in ``outside``. ``drain`` sends what waits for it, ``read`` and
``transfer`` bring history back and over (``direction``), ``archive`` is the server's own history, ``failure`` what can
go wrong.
"""
