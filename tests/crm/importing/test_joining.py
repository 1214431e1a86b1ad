"""Names in several columns: joined in the file's order, remembered, and taken back as one."""

from xlcrm.crm.importing import plan_import
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
