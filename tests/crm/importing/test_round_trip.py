"""What is written as text, in any dialect, comes back as the same values, or is asked about."""

import csv
import io
from datetime import date
from decimal import Decimal
from string import ascii_letters

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlcrm.crm.importing import plan_import, read_rows
from xlcrm.errors import ImportFileError
from xlcrm.frames import Frames

ORDERS = {
    "dmy": "{0.day:02}{1}{0.month:02}{1}{2}",
    "mdy": "{0.month:02}{1}{0.day:02}{1}{2}",
    "ymd": "{2}{1}{0.month:02}{1}{0.day:02}",
}
LETTERS = {
    "utf-8": "aéщ😀",
    "utf-8-sig": "aéщ😀",
    "utf-16": "aéщ😀",
    "cp1251": "слово",
    "cp1250": "însă preţ",
    "cp1252": "Größe für",
}

ROWS = st.lists(
    st.tuples(
        st.dates(date(1990, 1, 1), date(2029, 12, 31)),
        st.decimals(-(10**7), 10**7, places=2).filter(bool),
        st.text(ascii_letters + " ,;|\t\"'", min_size=1, max_size=12).filter(
            lambda text: any(map(str.isalpha, text)) and len(text.strip()) > 2
        ),
        st.text("0123456789", min_size=1, max_size=9),
    ),
    min_size=1,
    max_size=12,
)
FORMAT = st.tuples(st.sampled_from(["", " ", "\u00a0", "'", "other"]), st.sampled_from(".,"))
DIALECT = st.tuples(st.sampled_from(",;\t|"), st.sampled_from(list(LETTERS)))
DATES = st.tuples(st.sampled_from(list(ORDERS)), st.sampled_from("./-"), st.booleans())


def money(amount, thousands, mark):
    sign, whole, cents = "-" * (amount < 0), *f"{abs(amount):,.2f}".split(".")
    between = {"other": ".,"[mark == "."]}.get(thousands, thousands)
    return f"{sign}{whole.replace(',', between)}{mark}{cents}"


def day(moment, order, mark, short):
    year = f"{moment.year % 100:02}" if short and order != "ymd" else f"{moment.year:04}"
    return ORDERS[order].format(moment, mark, year)


def written(rows, dialect, form, dates):
    delimiter, encoding = dialect
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(["date", "amount", "product", "customer_id"])
    for when, amount, what, who in rows:
        letters = LETTERS[encoding]
        writer.writerow([day(when, *dates), money(amount, *form), f"{what} {letters}", "0" + who])
    return out.getvalue().encode(encoding)


def expected(rows, encoding):
    return {
        "Date": [when for when, *_ in rows],
        "Amount": [float(amount) for _, amount, *_ in rows],
        "Product": [f"{what} {LETTERS[encoding]}".strip() for _, _, what, _ in rows],
        "Customer ID": ["0" + who for *_, who in rows],
    }


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("rows") / "rows.csv"


QUIET = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUIET
@given(ROWS, DIALECT, FORMAT, DATES)
def test_what_the_user_says_is_read_as_it_was_written(path, rows, dialect, form, dates):
    path.write_bytes(written(rows, dialect, form, dates))
    plan = plan_import(
        Frames({}), "Orders", read_rows(path), {}, date_order=dates[0], decimal=form[1]
    )
    assert plan.refusals == ()
    assert plan.patches[0].columns == expected(rows, dialect[1])


@QUIET
@given(ROWS, DIALECT, FORMAT, DATES)
def test_without_a_word_it_is_the_same_or_the_user_is_asked(path, rows, dialect, form, dates):
    path.write_bytes(written(rows, dialect, form, dates))
    try:
        plan = plan_import(Frames({}), "Orders", read_rows(path), {})
    except ImportFileError as error:
        assert error.code in {"import.date_order_ambiguous", "import.date_order_mixed"}
    else:
        assert plan.patches[0].columns == expected(rows, dialect[1])
        assert plan.counts.accounted == plan.counts.read == len(rows)


def test_the_amounts_are_exact():
    assert money(Decimal("-1234567.5"), "other", ",") == "-1.234.567,50"
