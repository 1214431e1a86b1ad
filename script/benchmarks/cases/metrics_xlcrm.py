"""The five table metrics by xlcrm, from order lines in memory. metrics_xlcrm.py FOLDER."""

import sys
from pathlib import Path
from typing import Any

from benchmarks.firm import AS_OF
from benchmarks.five import TOP, number, orders, tell, timed

from xlcrm.metrics.churn import churn_by_month
from xlcrm.metrics.cohorts import cohort_table
from xlcrm.metrics.concentration import parties
from xlcrm.metrics.history import OrderHistory
from xlcrm.metrics.rfm import rfm_scores
from xlcrm.metrics.segments import REVENUE, segment_pivot
from xlcrm.metrics.window import month_number

lines = orders(Path(sys.argv[1]))


def work() -> dict[str, Any]:
    history = OrderHistory.of(lines, AS_OF)
    return {
        "cohort": cohort_table(history),
        "churn": churn_by_month(history),
        "pivot": segment_pivot(history, "category", "delivery", REVENUE),
        "top": parties(history, None, None)[0].head(TOP),
        "rfm": rfm_scores(history),
    }


found = timed(work)
pivot = found["pivot"]
columns = ("start", "new", "reactivated", "lost", "end")
tell(
    {
        "cohort": [
            (month_number(month), age, round(share * size))
            for month, size, *shares in found["cohort"].iter_rows()
            for age, share in enumerate(shares)
            if share
        ],
        "churn": [
            (place, *row) for place, row in enumerate(found["churn"].select(columns).iter_rows())
        ],
        "pivot": [
            (i, j, round(cents * 100))
            for i, row in enumerate(pivot.cells)
            for j, cents in enumerate(row)
        ],
        "top": [
            (rank, number(who), cents)
            for rank, (who, cents) in enumerate(found["top"].select("party", "cents").iter_rows())
        ],
        "rfm": [
            (number(who), *scores)
            for who, *scores in found["rfm"]
            .select("customer_id", "r_score", "f_score", "m_score")
            .iter_rows()
        ],
    }
)
