"""What one thing led to can be told by its id: requests for a run and calls of the AI bear it as runs do."""

from __future__ import annotations

STATEMENTS = (
    "ALTER TABLE manual_refresh_triggers ADD COLUMN correlation TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE ai_call (
        call_id INTEGER PRIMARY KEY,
        called_at REAL NOT NULL,
        correlation TEXT NOT NULL,
        outcome TEXT NOT NULL,
        seconds REAL NOT NULL,
        tokens INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX run_led_to ON analysis_run_status (correlation)",
    "CREATE INDEX request_led_to ON manual_refresh_triggers (correlation)",
    "CREATE INDEX call_led_to ON ai_call (correlation)",
    "CREATE INDEX delivery_led_to ON webhook_delivery (correlation)",
)
