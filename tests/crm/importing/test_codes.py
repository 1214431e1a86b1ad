import re
from pathlib import Path

import pytest

import xlcrm.crm.importing as room
from xlcrm.crm.importing import plan_import, read_rows
from xlcrm.errors import ImportFileError
from xlcrm.frames import Frames
from xlcrm.language import has_text, names, text

SOURCES = "".join(path.read_text() for path in Path(room.__path__[0]).glob("*.py"))
CODES = set(re.findall(r'"import\.([a-z_]+)"', SOURCES))


def test_every_code_has_a_text():
    assert [code for code in CODES if not has_text(f"import.{code}")] == []


def test_every_text_belongs_to_a_code():
    plain = {name.removesuffix(".one").removesuffix(".other") for name in names("import")}
    assert plain <= CODES


STOPS = {
    "missing": ("", {}),
    "workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", {}),
    "not_text": (b"\x81\xff\x8d", {}),
    "encoding_unknown": ("a", {"encoding": "klingon"}),
    "encoding_wrong": (b"\xff", {"encoding": "utf-8"}),
    "delimiter_unknown": ("a", {"delimiter": "::"}),
    "empty": ("\n", {}),
    "table_unknown": ("a,b\n1,2\n", {"table": "Cats"}),
    "header_unknown": ("a,b\n1,2\n", {"mapping": {"date": "zzz"}}),
    "header_unknown_near": ("date,b\n1,2\n", {"mapping": {"date": "dates"}}),
    "field_twice": ("a,b\n1,2\n", {"mapping": {"date": "a", "Date": "b"}}),
    "field_unmapped": ("a,b\n1,2\n", {"mapping": {"date": "a"}}),
    "nothing_recognised": ("a,b\n1,2\n", {}),
    "date_order_unknown": ("date,amount\n1,2\n", {"date_order": "dym"}),
    "date_order_ambiguous": ("date,amount\n3/4/2024,2\n", {}),
    "date_order_mixed": ("date,amount\n13/4/2024,2\n4/13/2024,2\n", {}),
    "decimal_mark_unknown": ("date,amount\n1,2\n", {"decimal": "x"}),
    "decimal_mark_ambiguous": ("date;amount\n2024-01-05;1,234\n", {}),
    "decimal_mark_mixed": ("date;amount\n2024-01-05;1,5\n2024-01-05;1.5\n", {}),
}


@pytest.mark.parametrize("name", STOPS)
def test_what_stops_an_import_can_be_said(name, tmp_path):
    content, options = STOPS[name]
    path = tmp_path / "rows.csv"
    if name != "missing":
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    reading = {key: options[key] for key in ("encoding", "delimiter") if key in options}
    planning = {key: options[key] for key in ("date_order", "decimal") if key in options}
    with pytest.raises(ImportFileError) as caught:
        plan_import(
            Frames({}),
            options.get("table", "Orders"),
            read_rows(path, **reading),
            options.get("mapping", {}),
            **planning,
        )
    assert caught.value.code == f"import.{name}"
    said = text(caught.value.code, **caught.value.parameters)
    assert said.endswith(".")
    assert "{" not in said
