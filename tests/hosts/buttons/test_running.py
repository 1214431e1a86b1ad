"""Running a command for a button: what is asked, what is said, and what is written when."""

from datetime import date, datetime
from textwrap import wrap
from types import MappingProxyType

import openpyxl
import pytest

from xlcrm.errors import StaleDataError, TableMissingError
from xlcrm.hosts.buttons.remedies import remedy
from xlcrm.hosts.buttons.running import Pressed, run
from xlcrm.hosts.buttons.selection import ids_of, parties_of
from xlcrm.hosts.buttons.talk import CancelledError, Scripted
from xlcrm.hosts.buttons.telling import told
from xlcrm.language import LANGUAGES, text
from xlcrm.macros.catalogue import COMMANDS
from xlcrm.macros.outcome import Listing, Outcome, explain, say
from xlcrm.workbook.closed import ClosedWorkbook

NOW = datetime(2026, 11, 20, 9)
ROWS = "Date,Channel,Name,E-mail,Status\n{},phone,Zed Zimmer,zed@example.com,bought\n"


class Shown(ClosedWorkbook):
    """A document in a window."""

    selected = MappingProxyType({})

    def progress(self, key, **parameters):
        assert text(f"{key}", **parameters)

    def rows(self):
        return self.selected


@pytest.fixture
def book(sample_book, copy_of):
    return Shown.open(copy_of(sample_book))


@pytest.fixture
def press(book):
    """Presses a button; gives all that was said."""

    def pressed(name, *answers):
        talk = Scripted(answers)
        run(Pressed(COMMANDS[name], book, talk, NOW, lambda: "an office"))
        return talk.said

    return pressed


@pytest.fixture
def file(tmp_path):
    def written(day):
        path = tmp_path / "rows.csv"
        path.write_text(ROWS.format(day))
        return str(path)

    return written


def column(book, table, header):
    return list(book.read(table).column(header))


@pytest.mark.parametrize("name", ["leads", "convert", "suggestions", "clean"])
def test_nothing_of_the_users_is_written_before_a_yes(name, press, book):
    tables = ("Leads", "Customers", "Inquiries", "Orders", "Prospects")
    before = [book.read(table).columns for table in tables]
    (said,) = press(name, "no")
    assert said.endswith("\n\nDo it?")
    after = [book.read(table).columns for table in tables]
    assert [list(map(list, one)) for one in after] == [list(map(list, one)) for one in before]
    asked, done = press(name, "yes")
    assert asked == said
    assert "--" not in done
    assert [list(map(list, book.read(table).columns)) for table in tables] != [
        list(map(list, one)) for one in before
    ]


def test_what_is_looked_at_and_would_do_nothing_is_only_told(press):
    press("leads", "yes")
    (said,) = press("leads")
    assert said.startswith("Nothing to do")


def test_undo_says_first_what_it_takes_back(press, book):
    before = column(book, "Leads", "Status")
    press("convert", "yes")
    assert column(book, "Leads", "Status") != before
    asked, done = press("undo", "yes")
    assert asked.startswith("Would be undone: no. 1, convert")
    assert done.startswith("Undone: no. 1, convert")
    assert column(book, "Leads", "Status") == before


def test_the_selected_leads_alone_are_converted_if_they_are_meant(press, book):
    at = column(book, "Leads", "Lead ID").index("L-0003") + 2
    book.selected = {"Leads": [range(at, at + 1)]}
    (asked, look) = press("convert", "yes", "no")
    assert "Only the selected lead (L-0003)?" in asked
    assert "L-0003" in look
    assert "L-0085" not in look
    (_, look) = press("convert", "no", "no")
    assert "L-0085" in look


def test_a_card_is_of_the_customer_in_the_selected_row(press, book):
    customer = column(book, "Orders", "Customer ID")[10]
    book.selected = {"Orders": [range(12, 13)]}
    (said,) = press("card")
    assert f"({customer})" in said
    book.selected = {"Start": [range(1, 2)]}
    _, said = press("card", "C-0043")
    assert "(C-0043)" in said


def test_erasing_looks_asks_twice_and_takes_the_person_of_the_row(press, book):
    book.selected = {"Leads": [range(2, 3)]}
    lead, name = column(book, "Leads", "Lead ID")[0], column(book, "Leads", "Name")[0]
    look, sure, kept = press("erase", "yes", "no")
    assert lead in look
    assert "This cannot be undone" in sure
    assert kept == "Nothing was written."
    assert column(book, "Leads", "Name")[0] == name
    press("erase", "yes", "yes")
    assert column(ClosedWorkbook.open(book.path), "Leads", "Name")[0] != name


def test_several_selected_rows_are_no_person(press, book):
    book.selected = {"Leads": [range(2, 9)]}
    with pytest.raises(CancelledError):
        press("erase")
    assert (
        list(parties_of(book, ("lead_id",), book.selected)) == column(book, "Leads", "Lead ID")[:7]
    )


def test_about_says_what_the_office_is(press):
    (said,) = press("about")
    assert said.endswith("\n\nan office")
    assert "sample.xlsx has" in said


def test_a_validation_needs_no_answer(press, book):
    (said,) = press("validate")
    assert " problems in " in said
    assert "Problems" in book.sheet_titles()


def test_an_import_asks_for_table_and_file_and_shows_the_mapping_first(press, book, file):
    height = book.read("Inquiries").height
    *_, look, done = press("import", "Inquiries", file("2026-11-19"), "yes")
    assert "date = Date" in look
    assert "= 1 added" in done
    assert book.read("Inquiries").height == height + 1


def test_an_import_asks_how_dates_are_meant_and_adds_no_row_twice(press, book, file):
    rows = file("05/11/2026")
    press("import", "Inquiries", rows, "dmy", "yes")
    assert column(book, "Inquiries", "Date")[-1].month == 11
    press("import", "Inquiries", rows, "dmy", "yes")
    assert column(book, "Inquiries", "Name").count("Zed Zimmer") == 1


@pytest.mark.parametrize("answers", [(), ("Inquiries",), ("History",), ("Inquiries", "FILE")])
def test_going_away_from_a_question_does_nothing(answers, press, book, file):
    before = book.path.read_bytes()
    given = [file("05/11/2026") if one == "FILE" else one for one in answers]
    with pytest.raises(CancelledError):
        press("import", *given)
    assert book.path.read_bytes() == before


def test_old_figures_are_shown_for_their_day_if_that_is_meant():
    error = StaleDataError(
        "data.stale", newest=date(2026, 11, 20), age=1503, as_of=date(2031, 1, 1)
    )
    talk = Scripted(["yes", "no"])
    assert remedy(error, talk, {"as_of": None}) == {"as_of": date(2026, 11, 20)}
    assert talk.said[0].endswith("Show the figures as of 2026-11-20 now?")
    with pytest.raises(CancelledError):
        remedy(error, talk, {"as_of": None})


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_are_asked_in_the_books_language(language):
    days = {"newest": date(2026, 11, 20), "as_of": date(2031, 1, 1)}
    error = StaleDataError("data.stale", age=1503, **days)
    talk = Scripted(["yes"])
    assert remedy(error, talk, {"as_of": None}, language) == {"as_of": days["newest"]}
    question = text("office.use_newest", language, **days)
    assert talk.said == [f"{explain(error, language)}\n\n{question}"]


def test_a_button_knows_the_books_language(tmp_path, run_command):
    path = tmp_path / "book.xlsx"
    assert run_command("new", path, "--lang", "ro")[0] == 0
    talk = Scripted([""])
    pressed = Pressed(COMMANDS["erase"], Shown.open(path), talk, NOW, lambda: "an office")
    assert pressed.language == "ro"
    with pytest.raises(CancelledError):
        run(pressed)
    assert talk.said == [text("command.erase.who", "ro")]


def test_what_the_user_cannot_settle_stops_the_command():
    talk = Scripted(["yes"])
    assert remedy(TableMissingError("table.none", book="b"), talk, {}) is None
    assert talk.said == []


@pytest.mark.parametrize("name", [one.name for one in COMMANDS.values() if one.button])
def test_a_book_without_tables_is_told_so_by_every_command_but_about(name, plain_book):
    talk = Scripted([])
    pressed = Pressed(COMMANDS[name], Shown.open(plain_book), talk, NOW, str)
    if name == "about":
        run(pressed)
        assert "has none of the CRM's tables" in talk.said[0]
    else:
        code = "adopt.nothing" if name == "adopt" else "table.none"
        with pytest.raises(TableMissingError) as told:
            run(pressed)
        assert told.value.code == code


def test_adopt_goes_through_the_tables_that_are_there_already(press):
    (said,) = press("adopt")
    assert "--apply" not in said


def test_the_selected_rows_are_those_of_the_table(book):
    everything = column(book, "Leads", "Lead ID")
    rows = {"Leads": [range(2, 4), range(3, 5)], "Orders": [range(2, 9)]}
    assert list(ids_of(book, "Leads", "lead_id", rows)) == everything[:3]
    assert list(ids_of(book, "Leads", "lead_id", {"Leads": [range(1, 2)]})) == []
    assert list(ids_of(book, "Leads", "lead_id", {"Orders": [range(2, 9)]})) == []
    assert list(ids_of(book, "Nothing", "lead_id", rows)) == []


def test_a_box_never_grows_beyond_the_screen():
    rows = [("x" * 500, n) for n in range(1000)]
    long = tuple(Listing(say("command.look"), ("", ""), rows) for _ in range(9))
    shown = told(Outcome((say("command.leads.nothing"),), long)).splitlines()
    assert len(shown) <= 31
    assert max(map(len, shown)) <= 140
    assert shown[-1].startswith("... and ")


def test_the_box_itself_breaks_a_long_sentence():
    said = " ".join(["many words"] * 40)
    assert told(Outcome((say("adopt.other", sheet=said, cells="A1"),))).count("\n") == 0


def test_many_long_sentences_are_cut_at_the_height_that_they_have():
    long = [say("adopt.other", sheet=" ".join(["words"] * 60), cells=f"A{n}") for n in range(20)]
    shown = told(Outcome(tuple(long))).splitlines()
    assert len(shown) <= 11
    assert shown[-1].startswith("... and ")


def in_brief(title, *headers):
    rows = [(header, f"{header} field") for header in headers]
    brief = "; ".join(f"{header} = {header} field" for header in headers)
    return Listing(say("adopt.title", sheet=title, table="T"), ("", ""), rows, 60, brief=brief)


@pytest.mark.parametrize(("lists", "wide"), [(1, 20), (3, 8), (5, 12)])
def test_every_column_of_every_list_is_seen_before_it_is_agreed_to(lists, wide):
    listings = tuple(in_brief(f"L{n}", *(f"h{n}.{at}" for at in range(wide))) for n in range(lists))
    messages = [say("adopt.other", sheet="S", cells=f"A{n}") for n in range(4 * lists)]
    messages += [say("adopt.could_have", headers="Z") for _ in range(lists)]
    shown = told(Outcome(tuple(messages), listings))
    assert sum(max(1, len(wrap(line, 140))) for line in shown.splitlines()) <= 31
    for n in range(lists):
        assert all(f"h{n}.{at}" in shown for at in range(wide))
    assert ("Not there" in shown) is (lists < 5)  # what matters least goes first


@pytest.fixture
def theirs(tmp_path):
    path = tmp_path / "theirs.xlsx"
    theirs = openpyxl.Workbook()
    theirs.remove(theirs.active)
    sales = ["Дата", "Клиент", "Товар", "Кол-во", "Цена", "Сумма", "Менеджер"]
    people = ["Имя", "Телефон", "Почта", "Город", "Примечание"]
    calls = ["Дата", "Имя", "Телефон", "Запрос", "Источник", "Статус"]
    for title, headers in {"Продажи": sales, "Клиенты": people, "Заявки": calls}.items():
        theirs.create_sheet(title).append(headers)
        for n in range(1, 9):
            theirs[title].append([NOW if header == "Дата" else n for header in headers])
    theirs.save(path)
    return path


def test_adopting_three_lists_shows_what_each_of_their_columns_is(theirs):
    talk = Scripted(["no"])
    run(Pressed(COMMANDS["adopt"], Shown.open(theirs), talk, NOW, lambda: ""))
    (shown,) = talk.said
    assert "..." not in shown
    for field in ("Количество", "Ответственный", "Регион", "Заметка", "Запрос", "Источник"):
        assert f"= {field}" in shown


def test_the_columns_are_asked_about_in_the_language_of_the_headers_list_by_list(
    theirs, monkeypatch
):
    monkeypatch.setattr("xlcrm.macros.adopt.former", lambda book: None)  # as an open book has none
    talk = Scripted(["yes", "no"])
    run(Pressed(COMMANDS["adopt"], Shown.open(theirs), talk, NOW, lambda: ""))
    asked = talk.said[1]
    assert asked.startswith("Командам нужны свои столбцы: Продажи (Заказы): Код заказа; Клиенты: ")
    assert "; Заявки (Обращения): Код обращения, " in asked
