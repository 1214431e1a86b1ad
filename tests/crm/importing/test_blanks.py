import polars as pl
import pytest

from xlcrm.crm.importing import plan_import
from xlcrm.crm.importing.blanks import without_blanks
from xlcrm.frames import Frames
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.vocabularies import vocabularies

OF = columns(MODELS["Inquiries"])


def left(texts, field, known=()):
    column = OF[field] if field else None
    values, remarks = without_blanks(pl.Series(texts), "h", column, known)
    return values.to_list(), [one.parameters["n"] for one in remarks]


@pytest.mark.parametrize("field", ["phone", "email", "date", "quoted"])
@pytest.mark.parametrize("word", ["-", "n/a", "N/A", "нет", "Нет", "none", "nu", "—"])
def test_words_for_nothing_are_blank(field, word):
    assert left(["x1", word, None], field) == (["x1", None, None], [1])


def test_texts_and_ids_keep_short_words_that_may_be_names():
    assert left(["X", "NA", "Nu", "n/a", "нет"], "name") == (["X", "NA", "Nu", None, None], [2])
    assert left(["Null", "null", "nu"], "name") == (["Null", None, None], [2])
    assert left(["x", "-"], "lead_id") == (["x", None], [1])


def test_a_label_that_the_list_knows_is_no_blank():
    lists = vocabularies()
    moment = columns(MODELS["Touchpoints"])["moment"]
    values, _ = without_blanks(pl.Series(["-", "+", "n/a"]), "h", moment, lists["moment"].known())
    assert values.to_list() == ["-", "+", None]
    assert left(["нет", "да", "-"], "unhappy", lists["yes_no"].known()) == (
        ["нет", "да", None],
        [1],
    )
    assert left(["none", "-"], "need", lists["need"].known()) == (["none", None], [1])


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


@pytest.mark.parametrize("word", ["не закрыта", "Not yet", "încă nu", "noch offen"])
def test_the_day_of_what_has_not_happened_yet_is_blank_and_told(word):
    assert left(["05.01.2024", word], "closed_on") == (["05.01.2024", None], [1])
    assert left(["05.01.2024", word], "date") == (["05.01.2024", word], [])
    assert left(["x", word], "note") == (["x", word], [])


def test_an_export_of_deals_loses_no_row_to_deals_that_are_open(rows_of):
    rows = rows_of(
        "Дата создания;Контакт;Этап сделки;Дата закрытия\n"
        + "".join(f"{day}.03.2024;Анна;{stage}\n" for day, stage in enumerate(STAGES, 13))
    )
    plan = plan_import(Frames({}), "Inquiries", rows, {})
    assert (plan.counts.added, plan.refusals) == (3, ())
    columns_of = plan.patches[0].columns
    assert columns_of["Status"] == ["bought", "lost", "open"]
    assert [day is None for day in columns_of["Closed on"]] == [False, False, True]
    assert ("import.blank_words", "не закрыта") in {
        (one.code, one.parameters.get("words")) for one in plan.remarks
    }


STAGES = (
    "Успешно реализовано;20.03.2024",
    "Закрыто и не реализовано;21.03.2024",
    "Переговоры;не закрыта",
)
