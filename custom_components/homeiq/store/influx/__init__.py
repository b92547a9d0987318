"""InfluxDB, where the owner wants it: what is written there, what waits for it, and reading history back.

``target`` says which server; ``line`` writes events as it reads them; ``client`` speaks to it, ``probe`` finds out what
it is; ``outbox`` keeps on disk what it has not taken yet, ``drain`` sends that; ``read`` and ``transfer`` bring history
back and over, ``archive`` is the server's own history.
"""
