"""The add-in in other languages: its buttons, its messages, and what VBA's code page lacks."""

import re
import zipfile
from dataclasses import replace
from pathlib import PureWindowsPath

import pytest
import xlwings
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from xlcrm.cli import program
from xlcrm.errors import TableMissingError
from xlcrm.hosts.excel import server, windows
from xlcrm.hosts.excel.addin import build_addin
from xlcrm.hosts.excel.install import baked as baked_for
from xlcrm.hosts.excel.ribbon import NAMESPACE, buttons, key_tips
from xlcrm.hosts.excel.sources import FILE_NAME, modules
from xlcrm.hosts.excel.surroundings import Python, Surroundings
from xlcrm.hosts.excel.vba_text import plain, vba_text
from xlcrm.hosts.excel.wrappers import functions_code
from xlcrm.language import LANGUAGES, text
from xlcrm.macros.outcome import explain
from xlcrm.udfs.catalogue import FUNCTIONS

FOLDER = PureWindowsPath("C:\\venv")
PYTHON = Python(FOLDER / "python.exe", (FOLDER,), "0.37.8", {"xlwings64-0.37.8.dll": FOLDER})


@pytest.fixture(scope="module")
def code(baked):
    return {module.name: module.source.decode("cp1252") for module in modules(baked)}


@given(st.text(max_size=400))
def test_no_writtenis_continued_more_often_than_vba_allows(written):
    lines = vba_text(written).splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) < 1000


def test_a_long_path_in_another_script_fits_on_its_lines(baked, check_lines):
    folder = PureWindowsPath("C:\\Users") / ("Жанна " * 40) / "venv"
    long = replace(baked, python=folder / "Scripts" / "pythonw.exe", folder=folder)
    check_lines({module.name: module.source.decode("cp1252") for module in modules(long)})


def test_buttons_and_messages_are_in_the_language_of_the_install(translated, sdk_errors, tmp_path):
    language = translated.language
    path = tmp_path / "xlcrm.xlam"
    path.write_bytes(build_addin(translated))
    assert sdk_errors(path) == []
    with zipfile.ZipFile(path) as archive:
        shown = etree.fromstring(archive.read("customUI/customUI14.xml"))
    labels = {
        control.get("id"): control.get("label") for control in shown.iter(f"{{{NAMESPACE}}}button")
    }
    assert labels["xlcrm_leads"] == text("command.leads.label", language)
    assert labels["xlcrm_why"] == text("excel.why_label", language)
    groups = [group.get("label") for group in shown.iter(f"{{{NAMESPACE}}}group")]
    assert groups == [text(f"excel.group.{name}", language) for name in ("daily", "data", "more")]
    keys = {
        control.get("id"): control.get("keytip") for control in shown.iter(f"{{{NAMESPACE}}}button")
    }
    assert keys["xlcrm_leads"] == key_tips(buttons())["leads"]


def test_the_code_differs_by_its_texts_only(translated, code, check_lines):
    other = {module.name: module.source.decode("cp1252") for module in modules(translated)}
    check_lines(other)
    assert other.keys() == code.keys()
    for name, written in code.items():
        assert without_texts(other[name]) == without_texts(written), name
    assert vba_text(text("excel.working", translated.language)) in plain_lines(other)


def without_texts(code):
    """Code without its literals, numbered letters and the lines that continue them."""
    code = code.replace(" _\r\n", " ")
    code = re.sub(r'"(?:[^"\r\n]|"")*"|ChrW\(-?\d+\)', "''", code)
    return re.sub(r"''(?:\s*&\s*'')*", "''", code)


def plain_lines(code):
    return "\n".join(code.values()).replace("\r\n", "\n")


def test_a_description_that_the_code_page_cannot_hold_is_in_english(translated):
    found = functions_code(translated.language)
    tips = dict(re.findall(r'Attribute (\w+)\.VB_Description = "(.*)"', found))
    assert tips.keys() == FUNCTIONS.keys()
    for name, tip in tips.items():
        own = plain(text(f"function.{name}.tip", translated.language))[:255]
        assert tip in {own, plain(text(f"function.{name}.tip"))[:255]}
        assert ("?" in tip) <= ("?" in text(f"function.{name}.tip", translated.language))


@pytest.fixture
def serving(monkeypatch):
    """The server, started as a command line says, without pywin32."""
    monkeypatch.setattr(xlwings, "serve", lambda clsid: None, raising=False)
    monkeypatch.setattr(server, "settle_threads", lambda: None)

    def start(baked):
        code = baked.command_line.partition('-c "')[2].removesuffix('"')
        exec(code, {})  # noqa: S102 - the constant that Excel starts Python with

    yield start
    server.serve("")


def test_python_speaks_as_it_was_installed_where_a_workbook_remembers_nothing(
    baked, translated, serving
):
    since_1900 = False
    missing = TableMissingError("table.missing", path="b.xlsx", table="Inquiries")
    told = []
    for one in (baked, translated):
        serving(one)
        assert server.load("b.xlsx", "1", since_1900, [], []) == server.KEPT
        kind, why = server.answer("b.xlsx", "1", "CHURN_RATE", (None, None, None))
        assert (kind, "Inquiries" in why) == ("error", True)
        told.append(why)
    assert told[0] != told[1]
    assert told[1].startswith(explain(missing, translated.language))


def test_the_command_line_is_told_which_language(tmp_path, monkeypatch):
    monkeypatch.setattr(windows, "look", lambda: Surroundings("win32", PYTHON, None))
    made = {}
    for language in LANGUAGES:
        given = ["install", "excel", "--profile", str(tmp_path / language), "--lang", language]
        assert CliRunner().invoke(program(), given).exit_code == 0
        made[language] = (tmp_path / language / FILE_NAME).read_bytes()
    spoken = CliRunner().invoke(
        program("ru"), ["install", "excel", "--profile", str(tmp_path / "found")]
    )
    assert spoken.exit_code == 0
    assert (tmp_path / "found" / FILE_NAME).read_bytes() == made["ru"]
    assert len(set(made.values())) == len(LANGUAGES)
    for language, content in made.items():
        assert content == build_addin(baked_for(PYTHON, language))
