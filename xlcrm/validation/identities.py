"""Ids that name two rows, or differ so little that one is soon written for the other."""

import polars as pl

from xlcrm.frames import ROW, Frames
from xlcrm.problems import Problem
from xlcrm.sheets import MODELS
from xlcrm.validation.findings import cell_of, findings


def identity_problems(frames: Frames) -> list[Problem]:
    """Each row whose id an earlier row of the same table has, as it is or in other capitals."""
    problems = []
    for table, model in MODELS.items():
        identity = model.identity
        if identity and table in frames.grids:
            ids = (
                frames[table]
                .select(ROW, other=cell_of(frames, table, identity), value=identity)
                .drop_nulls("value")
            )
            doubled = (
                ids.filter(pl.col("value").is_duplicated())
                .with_columns(pl.col("other").first().over("value"))
                .filter(~pl.col("value").is_first_distinct())
            )
            problems += findings(frames, table, identity, "id.doubled", doubled)
            problems += findings(frames, table, identity, "id.capitals", _in_capitals(ids))
    return problems


def _in_capitals(ids: pl.DataFrame) -> pl.DataFrame:
    """The first row of each id that differs only in capitals from one further up."""
    return (
        ids.filter(pl.col("value").is_first_distinct())
        .with_columns(folded=pl.col("value").str.to_lowercase())
        .filter(pl.col("folded").is_duplicated())
        .with_columns(pl.col("other").first().over("folded"))
        .filter(~pl.col("folded").is_first_distinct())
        .drop("folded")
    )
