"""Parts of tables as cells, and the choices of AT_RISK."""

import pytest

from xlcrm.errors import FormulaError
from xlcrm.udfs.evaluate import evaluate


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        (0, 1, "region"),
        (0, 2, "Customers"),
        (1, 1, "North"),
        (1, 2, 1),
        (4, 1, "Total"),
        (5, 1, None),
        (1, 3, None),
    ],
)
def test_a_cell_of_a_table(row, column, expected, context):
    formula = f'=TABLE_CELL("SEGMENT_PIVOT(""region"")",{row},{column})'
    assert evaluate(formula, context).value == expected


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ('=TABLE_CELL("CHURN_RATE()",1,1)', "formula.not_a_table"),
        ('=TABLE_CELL("COHORT_TABLE()",1,0)', "argument.not_positive"),
        ('=TABLE_CELL("COHORT_TABLE()",-1,1)', "formula.not_whole"),
        ('=AT_RISK(,,,"customer,profit")', "formula.unknown_value"),
    ],
)
def test_wrong_arguments(formula, code, context):
    with pytest.raises(FormulaError) as error:
        evaluate(formula, context)
    assert error.value.code == code


def test_at_risk_shows_what_is_asked_for(frames):
    from datetime import date

    from xlcrm.udfs.context import Context

    names = ["a", "b", "c"]
    orders = {"Date": [date(2024, 1, 1)] * 3, "Customer ID": names, "Amount": [1.0, 3.0, 2.0]}
    day = date(2024, 6, 10)
    context = Context(frames(Orders=orders), day, day)
    table = evaluate('=AT_RISK(,,2,"Reason, customer_id")', context)
    assert list(table.headers) == ["Why", "Customer ID"]
    assert list(table.rows) == [
        ("Ordered once; 161 days ago", "b"),
        ("Ordered once; 161 days ago", "c"),
    ]
    assert evaluate("=REVENUE_AT_RISK()", context).value == 6.0
    assert len(evaluate("=AT_RISK()", context).rows) == 3
