"""The sheet behind the drop-downs, alone and recalculated by a real LibreOffice."""

import shutil
import subprocess

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.cells import Address, Extent, Grid, TablePlace, typed
from xlcrm.frames import Frames
from xlcrm.sheets.vocabularies import LABELS
from xlcrm.template import drop_down_sheet, drop_downs_of, template_content
from xlcrm.template.contents import list_items
from xlcrm.template.drop_downs import CAPACITY, KEY
from xlcrm.template.places import usual_title

HEADERS = ("List", "Value", "Also written for")
PLACE = TablePlace("Lists", "Lists", Extent.parse("A1:C400"), HEADERS)
FIRST = 4

names = st.sampled_from([*LABELS, "Owner", "inquiry status", "nonsense", None])
words = st.one_of(st.none(), st.text(min_size=1, max_size=8))
items = st.lists(st.tuples(names, words, words), max_size=40)


def shown(sheet, code):
    """The words that the drop-down of a list shows, by the sheet's values."""
    row = FIRST + list(LABELS).index(code)
    first, last = (sheet.cells[Address(row, column)].value for column in (3, 4))
    cells = [Address(FIRST + at - 1, 7) for at in range(first, last + 1)]
    return [sheet.cells[cell].value for cell in cells if cell in sheet.cells]


@settings(max_examples=30, deadline=None)
@given(items)
def test_a_list_shows_its_words_in_the_order_of_entry_wherever_they_stand(rows):
    sheet = drop_down_sheet(rows, PLACE)
    for code in LABELS:
        expected = [
            value
            for name, value, alias in rows
            if name and name.lower().replace(" ", "_") == code and value and not alias
        ]
        assert shown(sheet, code) == expected


def test_a_list_without_words_points_to_a_cell_that_is_always_empty():
    sheet = drop_down_sheet([], PLACE)
    row = FIRST + list(LABELS).index("owner")
    assert sheet.cells[Address(row, 3)].value == CAPACITY + 1
    assert Address(FIRST + CAPACITY, 7) not in sheet.cells


def test_it_is_made_anew_from_a_workbooks_tables():
    rows = [("Owner", "Ina", None), (None, None, None), ("Owner", "Ion", None)]
    place = TablePlace("Lists", "Lists", Extent.of(1, 1, 4, 3), HEADERS)
    cells = tuple(typed(list(column)) for column in zip(*rows, strict=True))
    sheet = drop_downs_of(Frames({"Lists": Grid(place, cells)}))
    assert sheet == drop_down_sheet(rows, place)
    assert drop_downs_of(Frames({})) is None


APPENDED = (
    ("Owner", "Ina", None),
    ("Product", "Espresso", None),
    ("owner", "Mihai", None),
    ("Owner", "M.", "Mihai"),
    ("Activity_kind", "letter", None),
    ("Product", "Filter", None),
)


@pytest.mark.office
@pytest.mark.parametrize("language", ["en", "ru"])
def test_libreoffice_shows_words_that_were_added_at_the_end_in_any_order(language, tmp_path):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed (soffice)")
    (tmp_path / "made.xlsx").write_bytes(template_content(language))
    book = openpyxl.load_workbook(tmp_path / "made.xlsx")
    lists, probe = book[usual_title("Lists", language)], book.create_sheet("Probe")
    for at, item in enumerate(APPENDED, lists.max_row):
        for column, value in enumerate(item, 1):
            lists.cell(at, column, value)
    for row, code in enumerate(LABELS, 1):
        name = f"list_{code}"
        probe.cell(row, 1, f"=ROWS({name})")
        probe.cell(row, 2, f"=INDEX({name},1)")
        probe.cell(row, 3, f"=INDEX({name},ROWS({name}))")
    probe["E1"] = "=crm_as_of-TODAY()"
    probe["E2"] = "=ROWS(stage_names)"
    book.save(tmp_path / "in.xlsx")
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore"),
            *("--convert-to", "xlsx", "--outdir", tmp_path / "out", tmp_path / "in.xlsx"),
        ],
        check=True,
        capture_output=True,
    )
    done = openpyxl.load_workbook(tmp_path / "out" / "in.xlsx", data_only=True)
    probe = done["Probe"]
    expected = drop_down_sheet([*list_items(language), *APPENDED], PLACE, language)
    for row, code in enumerate(LABELS, 1):
        there = shown(expected, code)
        found = [probe.cell(row, column).value for column in (1, 2, 3)]
        assert found == ([len(there), there[0], there[-1]] if there else [1, 0, 0]), code
    assert probe["E1"].value == 0
    assert probe["E2"].value == 1
    recalculated = done[usual_title(KEY, language)]
    for cell, made in expected.cells.items():
        if made.formula:
            assert (recalculated.cell(*cell).value or "") == (made.value or ""), cell.a1
