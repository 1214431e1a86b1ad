"""The add-in as built, a running LibreOffice that runs its VBA, and tables as .Value2 has them."""

import io
import re
import secrets
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import PureWindowsPath

import polars as pl
import pytest

from xlcrm.errors import HostError
from xlcrm.hosts.excel.addin import build_addin
from xlcrm.hosts.excel.ovba.modules import CODE_PAGE, ModuleKind
from xlcrm.hosts.excel.ovba.project import vba_project
from xlcrm.hosts.excel.sources import PROJECT, Baked, modules
from xlcrm.language import LANGUAGES
from xlcrm.opc.serials import to_serial
from xlcrm.workbook.closed import ClosedWorkbook

ERRORS = {"#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#NAME?": 2029}
ERRORS |= {"#NUM!": 2036, "#N/A": 2042}
COM_ERROR = -2_146_828_288
LONGEST_LINE, MOST_CONTINUED = 1023, 24


@pytest.fixture(scope="session")
def baked():
    """A Python under a name that needs more than the code page."""
    folder = PureWindowsPath("C:\\Users\\Жанна O'Neil\\venv")
    return Baked(folder / "Scripts" / "pythonw.exe", folder, "0.37.8")


@pytest.fixture(scope="session", params=[language for language in LANGUAGES if language != "en"])
def translated(baked, request):
    """The same in another language."""
    return replace(baked, language=request.param)


@pytest.fixture(scope="session")
def addin(baked, tmp_path_factory):
    path = tmp_path_factory.mktemp("addin") / "xlcrm.xlam"
    path.write_bytes(build_addin(baked))
    return path


@pytest.fixture(scope="session")
def check_lines():
    """Holds that modules, by name, have lines that VBA takes."""

    def check(code):
        for name, text in code.items():
            assert "{{" not in text, name
            assert max(map(len, text.splitlines())) <= LONGEST_LINE, name
            runs = re.findall(r"(?:[^\r\n]* _\r\n)+", text)
            assert all(run.count("\r\n") <= MOST_CONTINUED for run in runs), name

    return check


@pytest.fixture(scope="session")
def with_modules(baked, tmp_path_factory):
    """The add-in with some modules changed: a function gets the list and returns another one."""

    def build(change):
        path = tmp_path_factory.mktemp("changed") / "xlcrm.xlam"
        project = vba_project(PROJECT, change(modules(baked)))
        built = zipfile.ZipFile(io.BytesIO(build_addin(baked)))
        with built, zipfile.ZipFile(path, "w") as target:
            for name in built.namelist():
                content = project if name == "xl/vbaProject.bin" else built.read(name)
                target.writestr(name, content)
        return path

    return build


@pytest.fixture(scope="session")
def interpreted(baked):
    """Opens a book in a model of Excel's objects that others wrote, with modules of the add-in.

    A function gets the book's path, the names of modules, and the code of those that stand in for
    others by name; `changes` are pieces of code and what stands there instead.
    """
    excel = pytest.importorskip("pyopenvba.apps.excel", reason="pyOpenVBA is not installed")
    built = {module.name: module for module in modules(baked)}

    def load(path, names, stand, changes=()):
        app = excel.ExcelApplication.open(path, with_vba=False)
        code = {name: plain(built[name].source.decode(CODE_PAGE), changes) for name in names}
        for name, text in (code | dict(stand)).items():
            kind = "class" if name in built and built[name].kind is ModuleKind.CLASS else "standard"
            app.add_module(text, name=name, kind=kind)
        # The model has no idea of the key that breaks code off, nor of what Excel fills by itself.
        settings = "Public CancelKey As Long\nPublic FillsLists As Boolean"
        app.add_module(settings, name="Keys", kind="standard")
        return app

    return load


def plain(code, changes):
    """The code without what that model does not know."""
    kept = (line for line in code.splitlines() if not line.startswith("Attribute"))
    code = (
        "\n".join(kept).replace("book.Date1904", "False").replace("Private WithEvents", "Private")
    )
    code = code.replace("Application.EnableCancelKey", "CancelKey")
    code = code.replace("Application.AutoCorrect.AutoFillFormulasInLists", "FillsLists")
    for piece, other in changes:
        code = code.replace(piece, other)
    return code


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """A running LibreOffice with a profile of its own."""
    session = pytest.importorskip("xlcrm.hosts.libreoffice.session")
    program = pytest.importorskip("xlcrm.hosts.libreoffice.office")
    try:
        found = program.Office.find()
        found.check_python()
    except HostError as missing:
        pytest.skip(f"LibreOffice cannot be used here: {missing}")
    with session.Session(found, tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture(scope="session")
def vba(office):
    """Opens an add-in in LibreOffice; gives the names of its modules and a function that runs."""

    def load(path):
        desktop = office.service("com.sun.star.frame.Desktop")
        copy = path.with_name(f"{secrets.token_hex(4)}.xlam")
        copy.write_bytes(path.read_bytes())
        how = {"Hidden": True, "FilterName": "Calc MS Excel 2007 VBA XML", "MacroExecutionMode": 4}
        document = desktop.loadComponentFromURL(copy.as_uri(), "_blank", 0, properties(office, how))
        library = document.BasicLibraries.getByName(PROJECT)
        scripts = document.getScriptProvider()

        def run(name, *arguments):
            url = f"vnd.sun.star.script:{PROJECT}.{name}?language=Basic&location=document"
            return scripts.getScript(url).invoke(arguments, (), ())[0]

        return set(library.ElementNames), run

    return load


def properties(office, values):
    made = []
    for name, value in values.items():
        one = office.uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


@pytest.fixture(scope="session")
def as_value2():
    """The tables of a book as VBA would hand them over: dates are numbers, errors are COM's."""

    def hand_over(path):
        book = ClosedWorkbook.open(path)
        return [handed_over(book.read(name)) for name in book.tables()]

    return hand_over


def handed_over(grid):
    place = grid.place
    columns = [list(column) for column in grid.columns]
    formats = [shown_as(column) for column in grid.columns]
    rows = [tuple(value2(cell) for cell in row) for row in zip(*columns, strict=True)]
    first = place.extent.first
    cells = (place.headers, *rows)
    return (place.name, place.sheet, first.row, first.column, place.totals, cells, tuple(formats))


def value2(cell):
    if isinstance(cell, date):
        return float(to_serial(cell))
    if isinstance(cell, str):
        return ERRORS[cell] + COM_ERROR if cell in ERRORS else cell
    return float(cell) if type(cell) is int else cell


def shown_as(column):
    if isinstance(column, pl.Series):
        return "yyyy-mm-dd" if column.dtype in {pl.Date, pl.Datetime("us")} else "General"
    return "\n" + "".join("d" if isinstance(cell, date | datetime) else "n" for cell in column)
