import polars as pl
import pytest

from xlcrm.crm.importing import plan_import
from xlcrm.crm.importing.blanks import without_blanks
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.vocabularies import vocabularies

OF = columns(MODELS["Inquiries"])


def left(texts, field, vocabulary=None):
    column = OF[field] if field else None
    values, remarks = without_blanks(pl.Series(texts), "h", column, vocabulary)
    return values.to_list(), [one.parameters["n"] for one in remarks]


@pytest.mark.parametrize("field", ["phone", "email", "date", "quoted"])
@pytest.mark.parametrize("word", ["-", "n/a", "N/A", "нет", "Нет", "none", "nu", "—"])
def test_words_for_nothing_are_blank(field, word):
    assert left(["x1", word, None], field) == (["x1", None, None], [1])


def test_texts_and_ids_keep_short_words_that_may_be_names():
    assert left(["X", "NA", "Nu", "n/a", "нет"], "name") == (["X", "NA", "Nu", None, None], [2])
    assert left(["x", "-"], "lead_id") == (["x", None], [1])


def test_a_label_that_the_list_knows_is_no_blank():
    lists = vocabularies()
    moment = columns(MODELS["Touchpoints"])["moment"]
    values, _ = without_blanks(pl.Series(["-", "+", "n/a"]), "h", moment, lists["moment"])
    assert values.to_list() == ["-", "+", None]
    assert left(["нет", "да", "-"], "unhappy", lists["yes_no"]) == (["нет", "да", None], [1])
    assert left(["none", "-"], "need", lists["need"]) == (["none", None], [1])


def test_in_a_column_of_the_managers_only_among_figures():
    assert left(["5", "none", "7,5"], None) == (["5", None, "7,5"], [1])
    assert left(["some", "none", "-"], None) == (["some", "none", "-"], [])


def test_yes_and_no_are_understood_in_three_languages(rows_of, book_of):
    rows = rows_of(
        "date,name,unhappy\n"
        + "".join(
            f"2024-01-05,{word},{word}\n"
            for word in ("yes", "no", "да", "нет", "da", "nu", "TRUE", "0")
        )
    )
    plan = plan_import(book_of(), "Inquiries", rows, {})
    told = dict(
        zip(plan.patches[0].columns["Name"], plan.patches[0].columns["Unhappy"], strict=True)
    )
    assert {word: told[word] for word in ("да", "da", "yes", "TRUE")} == dict.fromkeys(
        ("да", "da", "yes", "TRUE"), "yes"
    )
    assert told["no"] == told["0"] == "no"
