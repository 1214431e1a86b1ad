"""Ids that name two rows."""

import polars as pl

from xlcrm.frames import ROW, Frames
from xlcrm.problems import Problem
from xlcrm.sheets import MODELS
from xlcrm.validation.findings import cell_of, findings


def identity_problems(frames: Frames) -> list[Problem]:
    """Each row whose id an earlier row of the same table has."""
    problems = []
    for table, model in MODELS.items():
        identity = model.identity
        if identity and table in frames.grids:
            doubled = (
                frames[table]
                .select(ROW, other=cell_of(frames, table, identity), value=identity)
                .drop_nulls("value")
                .filter(pl.col("value").is_duplicated())
                .with_columns(pl.col("other").first().over("value"))
                .filter(~pl.col("value").is_first_distinct())
            )
            problems += findings(frames, table, identity, "id.doubled", doubled)
    return problems
