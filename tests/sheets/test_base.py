"""Models: columns, headers, and own columns."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.language import LANGUAGES, has_text
from xlcrm.sheets import MODELS, columns, label, own_name, recognise
from xlcrm.sheets.kinds import Kind
from xlcrm.sheets.vocabularies import folded


@pytest.mark.parametrize("model", MODELS.values(), ids=list(MODELS))
def test_every_column_has_a_header_and_headers_differ(model):
    names = list(columns(model))
    assert all(has_text(f"header.{name}") for name in names)
    assert len({label(name).casefold() for name in names}) == len(names)
    assert model.identity in {"", *names}


@settings(deadline=None)
@given(st.sampled_from(sorted(MODELS)), st.data())
def test_headers_are_recognised_in_any_order_and_case(table, data):
    names = data.draw(st.permutations(list(columns(MODELS[table]))))
    write = st.sampled_from([str.upper, str.lower, str.title, lambda text: f" {text} "])
    headers = [data.draw(write)(label(name)) for name in names]
    assert list(recognise(MODELS[table], headers).values()) == names


def test_code_names_are_headers_too_and_own_columns_are_left_out():
    found = recognise(MODELS["Orders"], ["customer_id", "customer ID 2", "AMOUNT", "Discount"])
    assert found == {"customer_id": "customer_id", "AMOUNT": "amount"}


def test_of_two_headers_of_one_meaning_the_first_is_read():
    assert recognise(MODELS["Leads"], ["email", "E-mail"]) == {"email": "email"}


def test_columns_know_what_they_are():
    orders = columns(MODELS["Orders"])
    assert orders["date"].required
    assert orders["order_id"].filled
    assert orders["amount"].kind is Kind.MONEY
    assert orders["amount"].between.low == -1e12
    assert orders["product"].choice.name == "product"
    assert [orders[name].reading for name in ("order_id", "date", "amount")] == [
        "text",
        "day",
        "number",
    ]
    assert columns(MODELS["Inquiries"])["date"].reading == "moment"


def test_own_names():
    assert own_name(" Deal  Size ") == "deal_size"


@pytest.mark.parametrize(
    "written", ["lost_reason", "Lost reason", "Причина отказа", "MOTIVUL PIERDERII "]
)
def test_a_field_is_known_by_its_header_in_any_language(written):
    assert own_name(written) == "lost_reason"
    assert list(recognise(MODELS["Inquiries"], [written]).values()) == ["lost_reason"]


def test_a_header_of_the_managers_own_is_its_own_name():
    assert own_name(" Любимый  цвет") == "любимый_цвет"
    assert own_name("День недели") == "weekday"


@pytest.mark.parametrize("table", MODELS)
def test_no_header_means_two_columns_in_two_languages(table):
    told = {
        (folded(label(name, language)), name)
        for name in columns(MODELS[table])
        for language in LANGUAGES
    }
    assert len({header for header, _ in told}) == len(told)
