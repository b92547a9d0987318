"""How a database of any older version becomes one of this version: one file a migration, in the order of their numbers.

Never change a migration that was released; append another, and its line below. ``file/schema`` applies them.
"""

from __future__ import annotations

from collections.abc import Sequence

from . import (
    m01_events,
    m02_registries,
    m03_findings,
    m04_runs,
    m05_imports,
    m06_blocks,
    m07_influx_outbox,
    m08_accepted,
    m09_objections,
    m10_cleared,
    m11_told,
    m12_followed,
    m13_ai_use,
    m14_pauses,
    m15_renames,
    m16_forgotten,
    m17_reopened,
    m18_influx_oldest,
    m19_zone,
    m20_openings,
    m21_influx_damaged,
    m22_checksums,
    m23_ends,
    m24_hidden,
    m25_diaries,
    m26_webhooks,
    m27_correlation,
    m28_units,
    m29_asked,
    m30_trace,
    m31_went_out,
    m32_units_told,
    m33_limit_units,
    m34_refused_once,
)

type Migration = Sequence[str]

MIGRATIONS: Sequence[Migration] = tuple(
    migration.STATEMENTS
    for migration in (
        m01_events,
        m02_registries,
        m03_findings,
        m04_runs,
        m05_imports,
        m06_blocks,
        m07_influx_outbox,
        m08_accepted,
        m09_objections,
        m10_cleared,
        m11_told,
        m12_followed,
        m13_ai_use,
        m14_pauses,
        m15_renames,
        m16_forgotten,
        m17_reopened,
        m18_influx_oldest,
        m19_zone,
        m20_openings,
        m21_influx_damaged,
        m22_checksums,
        m23_ends,
        m24_hidden,
        m25_diaries,
        m26_webhooks,
        m27_correlation,
        m28_units,
        m29_asked,
        m30_trace,
        m31_went_out,
        m32_units_told,
        m33_limit_units,
        m34_refused_once,
    )
)
