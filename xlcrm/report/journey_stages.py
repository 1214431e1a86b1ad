"""The stages of the journey as the sheet compares them, read from JOURNEY_TABLE."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlcrm.metrics.figure import FEWEST
from xlcrm.report.counts import number
from xlcrm.report.page import table_of
from xlcrm.udfs.context import Context


@dataclass(frozen=True)
class Stage:
    """One stage.

    Attributes:
        name: the stage.
        obstacle: what stands in the way; "" where nobody wrote it down.
        owner: who answers for it; "" for nobody.
        reached: how many parties came there.
        left: how many of them left there.
        share: of those who came there; `low` to `high` is its interval.
    """

    name: str
    obstacle: str
    owner: str
    reached: int
    left: int
    share: float
    low: float
    high: float


def stages(context: Context, formula: str) -> list[Stage]:
    """The stages in order.

    Args:
        context: the workbook's frames and the day.
        formula: of JOURNEY_TABLE, without "=".
    """
    found = []
    for row in table_of(formula, context).rows:
        name, _, owner, obstacle, reached, left, _, share, low, high = row[:10]
        texts = (str(name), str(obstacle or ""), str(owner or ""))
        shares = (number(share), number(low), number(high))
        found.append(Stage(*texts, int(number(reached)), int(number(left)), *shares))
    return found


def compared(found: Sequence[Stage]) -> tuple[Stage | None, Stage | None]:
    """The stage at which the largest share leaves, and the next one, of those with enough cases."""
    enough = sorted(
        (stage for stage in found if stage.reached >= FEWEST),
        key=lambda stage: stage.share,
        reverse=True,
    )
    return (enough[0] if enough else None, enough[1] if len(enough) > 1 else None)
