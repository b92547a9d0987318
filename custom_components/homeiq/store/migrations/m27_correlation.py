"""What led to a run is known by an id: that of the request, which its log and its deliveries bear as well."""

from __future__ import annotations

STATEMENTS = ("ALTER TABLE analysis_run_status ADD COLUMN correlation TEXT NOT NULL DEFAULT ''",)
