"""What the VBA asks of Excel's objects exists there: one wrong name, and Excel compiles nothing.

Neither LibreOffice nor a model of Excel's objects would notice all of it.
"""

import re
from types import SimpleNamespace

import pytest

from xlcrm.hosts.excel.sources import modules

EVENTS = {
    "SheetChange": "ByVal Sh As Object, ByVal Target As Range",
    "SheetCalculate": "ByVal Sh As Object",
    "SheetActivate": "ByVal Sh As Object",
    "AfterCalculate": "",
    "WorkbookOpen": "ByVal Wb As Workbook",
    "WorkbookActivate": "ByVal Wb As Workbook",
    "WorkbookDeactivate": "ByVal Wb As Workbook",
    "WorkbookBeforeClose": "ByVal Wb As Workbook, Cancel As Boolean",
    "WorkbookBeforeSave": "ByVal Wb As Workbook, ByVal SaveAsUI As Boolean, Cancel As Boolean",
    "WorkbookAfterSave": "ByVal Wb As Workbook, ByVal Success As Boolean",
}
"""Events of Excel's `Application`, as its reference declares them."""

OF_PYTHON = {"call", "getitem", "module", "tuplefromarray", "var"}
"""Of the object through which xlwings' library speaks with Python."""

OF_THE_RIBBON = {"invalidate"}
"""Of Office's IRibbonUI, which that list lacks."""


@pytest.fixture(scope="module")
def code(baked):
    return {module.name: module.source.decode("cp1252") for module in modules(baked)}


@pytest.fixture(scope="module")
def spoken(code):
    """All code without its texts, comments and attributes."""
    lines = "\n".join(code.values()).splitlines()
    plain = "\n".join(line for line in lines if not line.startswith("Attribute"))
    return re.sub(r'"[^"\n]*"|\'[^\n]*', "", plain)


def test_events_are_taken_as_excel_raises_them(code):
    found = re.findall(r"Private Sub app_(\w+)\((.*)\)", code["XlcrmEvents"])
    assert found
    assert {name: EVENTS.get(name) for name, _ in found} == dict(found)
    assert "Private WithEvents app As Application" in code["XlcrmEvents"]
    assert "Private Sub Workbook_Open()" in code["ThisWorkbook"]


@pytest.fixture(scope="module")
def library():
    """What Excel's type libraries hold, as others have written it down."""
    inventory = pytest.importorskip("pyopenvba.interpreter._inventory", reason="no pyOpenVBA")
    constants = pytest.importorskip("pyopenvba.interpreter._constants_data")
    return SimpleNamespace(
        members=inventory.members_of,
        classes={key for key in inventory.MEMBERS if key.startswith(("excel:", "office:", "vba:"))},
        constants=constants.EXCEL_CONSTANTS | constants.VBA_CONSTANTS,
    )


def test_the_events_are_those_of_the_library(library):
    raised = library.members("AppEvents", "excel")
    assert {name.casefold() for name in EVENTS} <= raised
    assert "sheetbecameolder" not in raised


def test_members_of_the_application_exist(spoken, library):
    """It alone has a type: of it, a wrong name stops the project before it runs."""
    asked = {name.casefold() for name in re.findall(r"\bApplication\.(\w+)", spoken)}
    assert asked
    assert asked <= library.members("Application", "excel")


def test_members_of_other_objects_exist_somewhere(spoken, library):
    known = set().union(*(library.members(*reversed(key.split(":"))) for key in library.classes))
    asked = {name.casefold() for name in re.findall(r"(?<=[\w)])\.([A-Za-z]\w+)", spoken)}
    procedures = {"watch", *(name.casefold() for name in re.findall(r"\bXlcrm\w+", spoken))}
    assert "autofillformulasinlists" in asked
    assert asked - known - procedures <= OF_PYTHON | OF_THE_RIBBON


def test_constants_exist(spoken, library):
    asked = set(re.findall(r"\b(?:xl|vb|mso)[A-Z]\w+", spoken))
    assert "xlDisabled" in asked
    assert asked <= library.constants.keys()
