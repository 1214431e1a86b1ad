"""Whatever stands in a book: sheets come out, and each formula gives what is kept beside it."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlcrm.report.build import build
from xlcrm.report.page import BLANK
from xlcrm.udfs.evaluate import evaluate

START = date(2023, 11, 15)
days = st.integers(0, 620).map(lambda n: START + timedelta(days=n))
lines = st.lists(
    st.tuples(
        st.none() | days,
        st.sampled_from(["a", "b", "c", "d", "e", None]),
        st.none() | st.floats(-500, 500, allow_nan=False),
        st.sampled_from(["tea", "Tea", "coffee", None]),
    ),
    max_size=30,
)
leads = st.lists(
    st.tuples(
        st.sampled_from(["l1", "l2", "l3", None]),
        st.none() | days,
        st.sampled_from(["new", "offer", "lost", "converted", "odd", None]),
        st.none() | days,
    ),
    max_size=8,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines, leads, days)
def test_any_book(make, lines, leads, as_of):
    orders = dict(
        zip(("Date", "Customer ID", "Amount", "Category"), zip(*lines, strict=True), strict=False)
    )
    people = dict(
        zip(
            ("Lead ID", "First inquiry", "Status", "Next step date"),
            zip(*leads, strict=True),
            strict=False,
        )
    )
    context = make({t: c for t, c in (("Orders", orders), ("Leads", people)) if c}, as_of)
    for sheet in build(context, lambda _title: None):
        for cell in sheet.cells.values():
            if cell.formula:
                value = evaluate(cell.formula, context).value
                assert cell.value == (BLANK if value is None else value)
