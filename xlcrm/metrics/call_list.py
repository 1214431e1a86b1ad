"""What the cold-call list yields, step by step.

Definition: docs/definitions.md, "CALL_TABLE".
"""

import polars as pl

from xlcrm.metrics.tally import with_shares

STEPS = ("listed", "called", "reached", "offered", "ordered")
"""From a line of the list to an order."""


def yields(reached: pl.Series) -> pl.DataFrame:
    """How many lines of the list came how far.

    Args:
        reached: the farthest step of each line, as a place in `STEPS`: who came to one has come
            to those before.

    Returns:
        One row per step: `step`, `n`, and the `share` of the step before that came to it, with
        `low` and `high` (Wilson; null where nobody was there, and at the first step).
    """
    counts = [int((reached >= place).sum()) for place in range(len(STEPS))]
    before = [0, *counts[:-1]]
    rows = pl.DataFrame({"step": STEPS, "n": counts, "before": before})
    return with_shares(rows, "n", "before").drop("before")
