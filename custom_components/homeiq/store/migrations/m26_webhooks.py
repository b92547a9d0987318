"""What programs are told by webhooks waits on the disk until they have it, and is known for a while after that."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE webhook_delivery (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        hook TEXT NOT NULL,
        message TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        correlation TEXT NOT NULL,
        body BLOB NOT NULL,
        created_at REAL NOT NULL,
        since REAL NOT NULL,
        state INTEGER NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0,
        due_at REAL NOT NULL DEFAULT 0,
        ended_at REAL,
        status INTEGER,
        trouble TEXT
    ) STRICT
    """,
    # The oldest of a webhook's that waits is what is looked for most.
    "CREATE INDEX webhook_waiting ON webhook_delivery (hook, id) WHERE state = 0",
    "CREATE INDEX webhook_ended ON webhook_delivery (state, ended_at) WHERE state <> 0",
    # Those that the receiver itself has ended. An address that was changed since is another receiver.
    """
    CREATE TABLE webhook_off (
        hook TEXT PRIMARY KEY,
        address TEXT NOT NULL,
        since REAL NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)
