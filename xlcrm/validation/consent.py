"""Consent: a withdrawal wins, on every row of the same contact and over every plan."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from xlcrm.frames import ROW, Frames
from xlcrm.problems import Problem
from xlcrm.validation.findings import cell_of, findings
from xlcrm.validation.people import Twin

WITHDRAWN = "withdrawn"


def consent_problems(frames: Frames, doubled: Sequence[Twin], as_of: date) -> list[Problem]:
    """Customers of whose rows only one says that consent is withdrawn, and steps planned with them.

    Args:
        frames: the workbook's tables.
        doubled: rows of Customers that are somebody who stands there already.
        as_of: the day from which on a step is still ahead.
    """
    return [*_differing(frames, doubled), *_planned(frames, as_of)]


def _differing(frames: Frames, doubled: Sequence[Twin]) -> list[Problem]:
    pairs = [(twin.row, twin.other_row) for twin in doubled if twin.alike]
    both = [*pairs, *((other, row) for row, other in pairs)]
    said = frames["Customers"].select(
        ROW, "consent", cell_of(frames, "Customers", "consent").alias("other")
    )
    differing = (
        pl.DataFrame(both, schema={ROW: pl.Int64, "other_row": pl.Int64}, orient="row")
        .join(said.select(ROW, "consent"), on=ROW)
        .join(said.rename({ROW: "other_row"}), on="other_row", suffix="_there")
        .filter(pl.col("consent_there") == WITHDRAWN, pl.col("consent").ne_missing(WITHDRAWN))
        .sort(ROW, "other_row")
        .unique(ROW, keep="first", maintain_order=True)
        .select(ROW, "other")
    )
    return findings(frames, "Customers", "consent", "consent.differs", differing)


def _planned(frames: Frames, as_of: date) -> list[Problem]:
    refused = frames["Customers"].filter(pl.col("consent") == WITHDRAWN)
    planned = (
        frames["Activities"]
        .filter(pl.col("next_step_date") >= as_of)
        .join(refused, left_on="party_id", right_on="customer_id", how="semi")
        .sort(ROW)
        .select(ROW, value="party_id")
    )
    return findings(frames, "Activities", "next_step_date", "consent.withdrawn", planned)
