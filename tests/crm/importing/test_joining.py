"""Names in several columns: joined in the file's order, remembered, and taken back as one."""

import pytest

from xlcrm.crm.importing import plan_import
from xlcrm.errors import ImportFileError
from xlcrm.frames import Frames

FILE = (
    "First Name,Last Name,Phone,City\n"
    "Ann,Smith,+44 20 7946 0100,Bath\n"
    "Bob,,+44 20 7946 0101,Hull\n"
    ",,+44 20 7946 0102,\n"
    ",Jones,+44 20 7946 0103,York\n"
)


def test_the_parts_stand_in_one_cell_and_are_all_accounted_for(rows_of):
    plan = plan_import(Frames({}), "Leads", rows_of(FILE), {})
    (patch,) = plan.patches
    assert patch.columns["Name"] == ["Ann Smith", "Bob", None, "Jones"]
    assert plan.mapping["name"] == "First Name + Last Name"
    assert plan.not_taken == ("City",)
    assert plan.examples["First Name + Last Name"] == ("Ann Smith", "Ann Smith")


def test_a_file_again_adds_nothing_and_its_repeated_header_is_no_person(rows_of, after):
    paged = FILE + "First Name,Last Name,Phone,City\n"
    plan = plan_import(Frames({}), "Leads", rows_of(paged), {})
    assert [one.code for one in plan.refusals] == ["import.row_header"]
    again = plan_import(after(plan), "Leads", rows_of(paged), plan.mapping, whole=True)
    assert (again.counts.added, again.counts.unchanged) == (0, 4)


def test_a_surname_under_name_goes_with_the_first_name(rows_of):
    plan = plan_import(Frames({}), "Leads", rows_of("Name;Vorname\nKurz;Anna\nLang;Max\n"), {})
    assert plan.patches[0].columns["Name"] == ["Kurz Anna", "Lang Max"]


def test_what_says_that_there_is_nothing_is_no_part_of_a_name(rows_of):
    text = "First name,Last name\nAnn,-\nn/a,Ray\n Юрий,нет\nNu,Null\n-,unknown\n"
    plan = plan_import(Frames({}), "Leads", rows_of(text), {"note": "Last name"})
    assert plan.mapping["name"] == "First name"
    text += "Eve,Moss\n"
    plan = plan_import(Frames({}), "Leads", rows_of(text), {})
    assert plan.patches[0].columns["Name"] == ["Ann", "Ray", "Юрий", "Nu Null", "Eve Moss"]
    assert [one.line for one in plan.refusals] == [6]
    told = [one.parameters for one in plan.remarks if one.code == "import.blank_words"]
    assert told == [
        {"column": "First name", "n": 2, "words": "n/a, -"},
        {"column": "Last name", "n": 3, "words": "-, нет, unknown"},
    ]


@pytest.mark.parametrize("name", ["-", "First name + Last name"])
def test_rows_are_chosen_by_columns_together_whether_they_are_taken_or_not(rows_of, name):
    where = {"first name+last name": "ann smith"}
    plan = plan_import(Frames({}), "Leads", rows_of(FILE), {"name": name}, where=where)
    assert plan.patches[0].columns["Phone"] == ["+44 20 7946 0100"]
    assert (plan.counts.left_out, plan.counts.accounted) == (3, plan.counts.read)


def test_a_condition_on_a_column_that_is_not_there_is_refused(rows_of):
    with pytest.raises(ImportFileError) as caught:
        plan_import(Frames({}), "Leads", rows_of(FILE), {}, where={"First name + Age": "x"})
    assert caught.value.code.startswith("import.header_unknown")


def test_a_surname_under_name_is_said_where_it_may_be_a_firm(rows_of):
    text = "First name,Name,Phone\nAnn,Acme,1\nBob,Beta,2\nCy,Gamma,3\n"
    plan = plan_import(Frames({}), "Leads", rows_of(text), {})
    assert plan.mapping["name"] == "First name + Name"
    (told,) = [one for one in plan.remarks if one.code == "import.name_joined"]
    facts = {"columns": "First name + Name", "column": "Name", "first": "First name"}
    assert told.parameters == facts
    for sure, said in (
        (text.replace("Phone", "Firm"), {}),
        (text, {"name": "First name + Name"}),
        (text.replace("Name,", "Last name,", 1).replace("First Last name", "First name"), {}),
    ):
        found = plan_import(Frames({}), "Leads", rows_of(sure), said).remarks
        assert "import.name_joined" not in {one.code for one in found}


@pytest.mark.parametrize(
    "firms",
    [
        ("Acme", "Beta LLC", "Gamma", "Delta", "Eta", "Zeta"),
        ("Acme Ltd.", "Beta Inc", "Gamma GmbH", "Delta S.R.L.", "Eta Ltd", "Zeta Ltd"),
        ("ПАО «Дом»", "Лес", "Тула", "Эра", "Юг", "Ямал"),
        ("Acme", "Beta", "Acme", "Beta", "Acme", "Beta"),
    ],
)
def test_firms_under_name_are_no_surnames(rows_of, firms):
    people = ("Ann", "Bob", "Cy", "Dan", "Eve", "Flo")
    lines = "".join(f"{one},{firm}\n" for one, firm in zip(people, firms, strict=True))
    plan = plan_import(Frames({}), "Leads", rows_of("First name,Name\n" + lines), {})
    assert plan.mapping == {"name": "First name", "company": "Name"}
    assert tuple(plan.patches[0].columns["Company"]) == firms
    assert tuple(plan.patches[0].columns["Name"]) == people
