"""Runs and requests for one are kept for the guard against too many of them, and for whoever asks what happened."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE analysis_run_status (
        run_id INTEGER PRIMARY KEY AUTOINCREMENT,
        trigger TEXT NOT NULL,
        status TEXT NOT NULL,
        started_at REAL NOT NULL,
        finished_at REAL,
        events INTEGER NOT NULL DEFAULT 0,
        patterns INTEGER NOT NULL DEFAULT 0,
        suggestions INTEGER NOT NULL DEFAULT 0,
        uses_ai INTEGER NOT NULL,
        error TEXT,
        metrics TEXT NOT NULL DEFAULT '{}'
    ) STRICT
    """,
    """
    CREATE TABLE manual_refresh_triggers (
        request_id INTEGER PRIMARY KEY,
        requested_at REAL NOT NULL,
        user_id TEXT,
        reason TEXT,
        uses_ai INTEGER NOT NULL,
        outcome TEXT NOT NULL,
        run_id INTEGER REFERENCES analysis_run_status (run_id)
    ) STRICT
    """,
)
