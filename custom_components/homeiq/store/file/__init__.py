"""The database's file, and who works in it.

``database`` opens it, with a thread that writes and one that reads (``connection``), and makes the tables what they
should be (``schema``, ``layout``, ``errors``); ``lineage`` says whether a write-ahead log is the file's, and
``torn_log`` whether it is whole. ``readers`` knows who else reads, ``pool`` lends connections to slow questions, and
``threads`` waits for worker threads. ``files`` says what lies on the disk, ``hold`` keeps it still while it is
copied, ``moving`` writes anew what was deleted, ``spill`` keeps what no room was left for, and ``kept_pages`` gives
back what SQLite keeps of the file in memory.
"""
