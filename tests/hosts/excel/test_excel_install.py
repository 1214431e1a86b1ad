"""Installing, taking out and looking after: decided over made-up machines, on any system."""

import sys
import tempfile
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.cli import program
from xlcrm.errors import HostError
from xlcrm.hosts.excel import install as installing
from xlcrm.hosts.excel.addin import build_addin
from xlcrm.hosts.excel.doctor import report
from xlcrm.hosts.excel.install import baked, install, uninstall
from xlcrm.hosts.excel.journal import journal_path
from xlcrm.hosts.excel.mac import look_at_mac, script
from xlcrm.hosts.excel.open_keys import naming, opened, path_of, without
from xlcrm.hosts.excel.sources import FILE_NAME
from xlcrm.hosts.excel.surroundings import Excel, Python, Surroundings
from xlcrm.language import LANGUAGES
from xlcrm.macros.outcome import explain

VENV = PureWindowsPath("C:\\Users\\Ann\\venv")
PYTHON = Python(
    VENV / "Scripts" / "python.exe",
    (VENV / "Scripts", VENV),
    "0.37.8",
    {"xlwings64-0.37.8.dll": VENV, "xlwings32-0.37.8.dll": VENV},
)
MAC_PYTHON = Python(
    PurePosixPath("/Users/ann/venv/bin/python"), (PurePosixPath("/Users/ann/venv/bin"),), "0.37.8"
)
STORE_EXCEL = PureWindowsPath(
    "C:\\Program Files\\WindowsApps\\Microsoft.Office.Desktop.Excel_16051\\Office16\\EXCEL.EXE"
)
STORE_BASE = PureWindowsPath(
    "C:\\Program Files\\WindowsApps\\PythonSoftwareFoundation.Python.3.12_3.12.2544.0_x64"
)
"""On which a venv stands that was made by the Store's Python."""

PROGRAM = PureWindowsPath("C:\\Program Files\\Microsoft Office\\root\\Office16\\EXCEL.EXE")


def silent(key, **parameters):
    pass


@pytest.fixture(autouse=True)
def log(tmp_path, monkeypatch):
    """The add-in's log, in a folder of the test's."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return journal_path()


class Machine:
    """A machine that keeps what was put into its registry."""

    def __init__(self, surroundings):
        self.surroundings = surroundings
        self.set = []

    def look(self):
        return self.surroundings

    def set_options(self, excel, old, new):
        self.set.append((dict(old), dict(new)))


@pytest.fixture
def excel(tmp_path):
    return Excel(PROGRAM, 64, "16.0", tmp_path / "Excel" / "XLSTART", tmp_path / "AddIns")


@pytest.fixture
def machine(excel):
    def make(python=PYTHON, **changed):
        return Machine(Surroundings("win32", python, replace(excel, **changed)))

    return make


def said(outcome):
    return told(outcome, "en")


def told(outcome, language):
    lines = [message.text(language) for message in outcome.messages]
    rows = [row for one in outcome.listings for row in one.told(language)]
    return "\n".join(lines + [str(row[1]) for row in rows])


def test_it_is_put_where_excel_opens_it(machine, excel):
    outcome = install(silent, machine=machine())
    file = excel.startup / FILE_NAME
    assert file.read_bytes() == build_addin(baked(PYTHON))
    assert str(file) in said(outcome)
    assert [path.name for path in excel.startup.iterdir()] == [FILE_NAME]
    assert [path.name for path in excel.startup.parent.iterdir()] == ["XLSTART"]


def test_twice_is_once(machine, excel):
    install(silent, machine=machine())
    first = (excel.startup / FILE_NAME).read_bytes()
    install(silent, machine=machine())
    assert (excel.startup / FILE_NAME).read_bytes() == first


def test_an_older_one_goes_and_others_stay(machine):
    options = {"OPEN": '/R "C:\\a\\solver.xlam"', "OPEN1": "C:\\old\\XLCRM.xlam", "OPEN2": "b.xla"}
    there = machine(options=options | {"Font": "Calibri"})
    install(silent, machine=there)
    assert there.set == [(options, {"OPEN": options["OPEN"], "OPEN1": "b.xla"})]


def test_a_registry_without_ours_is_left_alone(machine):
    there = machine(options={"OPEN": "solver.xlam"})
    install(silent, machine=there)
    uninstall(silent, machine=there)
    assert there.set == []


def test_nothing_is_left_behind(machine, excel, log):
    log.parent.mkdir(parents=True)
    for name in (log.name, f"{log.name}.1"):
        log.with_name(name).write_text("what went wrong")
    there = machine(options={"OPEN": str(excel.addins / FILE_NAME)})
    install(silent, machine=there)
    excel.addins.mkdir()
    (excel.addins / FILE_NAME).write_bytes(b"older")
    outcome = uninstall(silent, machine=there)
    assert list(excel.startup.iterdir()) == list(excel.addins.iterdir()) == []
    assert not (log.parents[2] / "xlcrm").exists()
    assert there.set[-1][1] == {}
    assert str(excel.startup / FILE_NAME) in said(outcome)
    there = machine()
    assert "nothing to take out" in said(uninstall(silent, machine=there))


def test_a_folder_of_ones_own_needs_no_excel(tmp_path):
    there = Machine(Surroundings("linux", PYTHON, None))
    install(silent, tmp_path / "mine", there)
    assert (tmp_path / "mine" / FILE_NAME).exists()
    uninstall(silent, tmp_path / "mine", there)
    assert not (tmp_path / "mine" / FILE_NAME).exists()


def test_what_is_installed_asks_this_python_without_a_window():
    made = baked(PYTHON)
    assert made.python == VENV / "Scripts" / "pythonw.exe"
    assert made.folder == VENV
    assert made.xlwings == "0.37.8"


@pytest.mark.parametrize(
    ("python", "excel_is", "code"),
    [
        (PYTHON, {"program": None}, "host.excel_missing"),
        (PYTHON, {"program": STORE_EXCEL}, "host.store_excel"),
        (
            replace(PYTHON, executable=PureWindowsPath("C:\\Program Files\\WindowsApps\\py.exe")),
            {},
            "host.store_python",
        ),
        (replace(PYTHON, folders=(VENV, STORE_BASE)), {}, "host.store_python"),
        (replace(PYTHON, xlwings=""), {}, "host.xlwings_missing"),
        (replace(PYTHON, com=False), {}, "host.pywin32_missing"),
        (replace(PYTHON, libraries={}), {}, "host.xlwings_library"),
        (replace(PYTHON, libraries={}), {"bits": None}, "host.xlwings_library"),
        (
            replace(PYTHON, libraries={"xlwings64-0.37.8.dll": VENV}),
            {"bits": 32},
            "host.xlwings_library",
        ),
    ],
)
def test_what_cannot_work_is_refused_and_nothing_written(python, excel_is, code, machine, excel):
    with pytest.raises(HostError) as refused:
        install(silent, machine=machine(python, **excel_is))
    assert refused.value.code == code
    assert not excel.startup.exists()


def test_an_excel_of_unknown_bits_takes_either_library(machine, excel):
    narrow = replace(PYTHON, libraries={"xlwings32-0.37.8.dll": VENV})
    install(silent, machine=machine(narrow, bits=None))
    assert (excel.startup / FILE_NAME).exists()
    nothing = machine(replace(PYTHON, libraries={}), bits=None)
    assert "xlwings64-0.37.8.dll is missing" in said(report(nothing.look(), lambda file: False))


def test_another_system_is_refused():
    elsewhere = Machine(Surroundings("linux", PYTHON, None))
    with pytest.raises(HostError, match=r"host\.excel_system") as refused:
        install(silent, machine=elsewhere)
    assert all("Mac" in explain(refused.value, language) for language in LANGUAGES)
    with pytest.raises(HostError, match=r"host\.excel_nothing_here") as refused:
        uninstall(silent, machine=elsewhere)
    assert "There is nothing to take out" in explain(refused.value)


def test_a_file_that_excel_has_open_is_said(machine, excel, monkeypatch):
    install(silent, machine=machine())
    before = (excel.startup / FILE_NAME).read_bytes()

    def refuse(self, *_):
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(HostError, match=r"host\.excel_has_it_open"):
        install(silent, machine=machine())
    assert (excel.startup / FILE_NAME).read_bytes() == before
    assert [path.name for path in excel.startup.parent.iterdir()] == ["XLSTART"]


def test_nothing_is_put_beneath_an_excel_that_runs(machine, excel):
    there = machine(options={"OPEN": "C:\\old\\xlcrm.xlam"})
    there.surroundings = replace(there.surroundings, running=True)
    with pytest.raises(HostError, match=r"host\.excel_running"):
        install(silent, machine=there)
    assert not excel.startup.exists()
    assert there.set == []


def test_nothing_is_taken_from_beneath_an_excel_that_runs(machine, excel, log):
    install(silent, machine=machine())
    log.parent.mkdir(parents=True)
    log.write_text("what went wrong")
    there = machine()
    there.surroundings = replace(there.surroundings, running=True)
    with pytest.raises(HostError, match=r"host\.excel_running"):
        uninstall(silent, machine=there)
    assert (excel.startup / FILE_NAME).exists()
    assert log.exists()


def test_where_there_is_nothing_to_take_out_excel_may_run(machine):
    there = machine()
    there.surroundings = replace(there.surroundings, running=True)
    assert "nothing to take out" in said(uninstall(silent, machine=there))


def test_a_folder_of_ones_own_is_filled_while_excel_runs(tmp_path):
    there = Machine(Surroundings("win32", PYTHON, None, running=True))
    install(silent, tmp_path / "mine", there)
    uninstall(silent, tmp_path / "mine", there)
    assert not (tmp_path / "mine" / FILE_NAME).exists()


def test_a_log_folder_that_others_use_stays(machine, log):
    log.parent.mkdir(parents=True)
    (log.parent / "libreoffice.log").write_text("of others")
    log.write_text("ours")
    uninstall(silent, machine=machine())
    assert [file.name for file in log.parent.iterdir()] == ["libreoffice.log"]


def test_a_folder_that_an_administrator_trusts_is_trusted(machine, excel):
    closed = {"security": {"allow user locations": 0}, "trusted": ("C:\\elsewhere",)}
    install(silent, machine=machine())
    by_policy = (str(excel.startup.parent),)
    outcome = report(machine(**closed, trusted_by_policy=by_policy).look(), lambda file: False)
    assert not outcome.found
    there = machine(trusted=("C:\\elsewhere",), trusted_by_policy=by_policy)
    assert not report(there.look(), lambda file: False).found


def test_a_folder_that_refuses_is_said(machine, excel):
    excel.startup.parent.mkdir()
    excel.startup.write_text("a file where the folder should be")
    with pytest.raises(HostError, match=r"host\.folder_refused"):
        install(silent, machine=machine())


def test_a_folder_that_may_only_be_read_is_said(machine, excel, monkeypatch):
    def refuse(**_):
        raise PermissionError(13, "Access is denied")

    excel.startup.mkdir(parents=True)
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    with pytest.raises(HostError, match=r"host\.folder_refused") as refused:
        install(silent, machine=machine())
    assert refused.value.parameters["folder"] == str(excel.startup)
    assert list(excel.startup.iterdir()) == []


def test_another_version_of_xlwings_is_another_add_in(machine, excel):
    """Its library is named after it: an add-in of before would not find it."""
    newer = replace(PYTHON, xlwings="0.38.0", libraries={"xlwings64-0.38.0.dll": VENV})
    install(silent, machine=machine())
    before = (excel.startup / FILE_NAME).read_bytes()
    install(silent, machine=machine(newer))
    assert (excel.startup / FILE_NAME).read_bytes() == build_addin(baked(newer)) != before


def test_on_a_mac_what_is_missing_is_named_by_its_own_path(mac):
    mac.surroundings = replace(mac.surroundings, python=replace(MAC_PYTHON, xlwings=""))
    with pytest.raises(HostError, match=r"host\.xlwings_missing") as refused:
        install(silent, machine=mac)
    assert str(MAC_PYTHON.executable) in explain(refused.value)


def test_the_real_machine_can_be_looked_at():
    found = installing.windows.look()
    assert found.python.xlwings
    assert (found.excel is None) == (found.system != "win32")


def test_a_machine_that_is_well(machine):
    there = machine()
    install(silent, machine=there)
    outcome = report(there.look(), lambda file: False)
    assert not outcome.found
    assert str(PROGRAM) in said(outcome)


def test_a_registry_that_refuses_is_said_and_nothing_is_placed(machine, excel, monkeypatch):
    made = machine(options={"OPEN": "C:\\old\\xlcrm.xlam"})

    def refuse(*_):
        raise PermissionError("no")

    monkeypatch.setattr(made, "set_options", refuse)
    with pytest.raises(HostError) as raised:
        install(silent, machine=made)
    assert raised.value.code == "host.registry_refused"
    assert not (excel.startup / "xlcrm.xlam").exists()


def test_the_log_goes_also_where_the_add_in_has_gone_already(machine, log):
    install(silent, machine=machine())
    uninstall(silent, machine=machine())
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("old", encoding="utf-8")
    uninstall(silent, machine=machine())
    assert not log.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"program": None}, "Excel was not found"),
        ({"program": STORE_EXCEL}, "Microsoft Store"),
        ({"security": {"VBAOff": 1}}, "switched VBA off"),
        ({"security": {"vbaoff": 1}}, "switched VBA off"),
        ({"security": {"DisableAllAddins": 1}}, "all add-ins off"),
        ({"security": {"disablealladdins": 1}}, "all add-ins off"),
        ({"security": {"RequireAddinSig": 1}}, "takes only signed add-ins"),
        ({"security": {"requirealwaysonmacrosig": 1}}, "signed add-ins at its start"),
        ({"security": {"requirealwaysonmacrosig": 0}}, ""),
        ({"security": {"restricttolist": 1}}, "of its own list"),
        ({"security": {"restricttolist": 1, "xlcrm.xlam": 0}}, "of its own list"),
        ({"security": {"XLCRM.xlam": 0}}, "of its own list"),
        ({"security": {"restricttolist": 1, "XLCRM.xlam": 1}}, ""),
        ({"security": {"restricttolist": 1, "xlcrm.xlam": 2}}, ""),
        ({"security": {"allow user locations": 0}}, "not trusted"),
        ({"security": {"allow user locations": 0, "vbawarnings": 3}}, "Macros are switched off"),
        ({"security": {"allow user locations": 1}}, ""),
        ({"security": {"blockcontentexecutionfrominternet": 1, "disableallactivex": 1}}, ""),
        ({"security": {"vbawarnings": 4, "vbadigsigtrustedpublishers": 1}}, ""),
        ({"security": {"AllLocationsDisabled": 1, "VBAWarnings": 4}}, "Macros are switched off"),
        ({"security": {"AllLocationsDisabled": 1}}, "not trusted"),
        ({"trusted": ("C:\\elsewhere",)}, "not trusted"),
        ({"options": {"OPEN": "C:\\old\\xlcrm.xlam"}}, "C:\\old\\xlcrm.xlam"),
        ({"bits": 32}, ""),
    ],
)
def test_doctor_names_what_stands_in_the_way(changes, words, machine):
    install(silent, machine=machine())
    outcome = report(machine(**changes).look(), lambda file: False)
    assert outcome.found == bool(words)
    assert words in said(outcome)


@pytest.mark.parametrize(
    ("python", "words"),
    [
        ({"executable": PureWindowsPath("C:\\x\\WindowsApps\\python.exe")}, "Microsoft Store"),
        ({"folders": (VENV, STORE_BASE)}, "Microsoft Store"),
        ({"xlwings": ""}, "xlwings is missing"),
        ({"com": False}, "pywin32"),
        ({"libraries": {}}, "xlwings64-0.37.8.dll is missing"),
        ({"executable": PureWindowsPath("C:\\Жанна\\python.exe")}, "letters"),
        ({"executable": PureWindowsPath("C:\\OneDrive\\v\\python.exe")}, "OneDrive"),
    ],
)
def test_doctor_looks_at_python(python, words, machine):
    install(silent, machine=machine())
    found = machine(replace(PYTHON, **python)).look()
    outcome = report(replace(found, cloud=("C:\\onedrive",)), lambda file: False)
    assert outcome.found
    assert words in said(outcome)


@pytest.mark.parametrize(
    ("language", "words"), [("ru", "Надстройки нет в папке"), ("ro", "Add-inul nu este în")]
)
def test_doctor_speaks_the_readers_language(language, words, machine):
    assert words in told(report(machine().look(), lambda file: False), language)


@pytest.mark.parametrize(("language", "words"), [("ru", "система"), ("ro", "sistem")])
def test_doctor_speaks_the_readers_language_on_the_command_line(language, words, monkeypatch):
    elsewhere = Surroundings("linux", PYTHON, None)
    monkeypatch.setattr(installing.windows, "look", lambda: elsewhere)
    shown = CliRunner().invoke(program(language, language), ["doctor"])
    assert shown.exit_code == 1
    assert words in shown.stdout


def test_of_an_add_in_that_cannot_be_read_nothing_is_said(machine, excel):
    (excel.startup / FILE_NAME).mkdir(parents=True)
    assert "was made by another" not in said(report(machine().look(), lambda file: False))


@pytest.mark.parametrize(
    "later",
    [{"xlwings": "0.38.0"}, {"executable": PureWindowsPath("C:\\Python313\\python.exe")}],
    ids=["xlwings", "python"],
)
def test_doctor_sees_an_add_in_of_before_an_update(later, machine):
    install(silent, machine=machine(), language="ro")
    assert "was made by another" not in said(report(machine().look(), lambda file: False))
    updated = machine(replace(PYTHON, **later))
    assert "was made by another" in said(report(updated.look(), lambda file: False))


def test_doctor_sees_a_mark_of_the_internet_and_a_missing_addin(machine):
    assert "Run: xlcrm install excel" in said(report(machine().look(), lambda file: False))
    install(silent, machine=machine())
    assert "coming from the internet" in said(report(machine().look(), lambda file: True))


def test_doctor_on_another_system():
    outcome = report(Surroundings("linux", PYTHON, None), lambda file: False)
    assert "this system is linux" in said(outcome)


@pytest.fixture
def mac(tmp_path):
    program = tmp_path / "Applications" / "Microsoft Excel.app"
    program.mkdir(parents=True)
    excel = look_at_mac(tmp_path / "Users" / "ann", tmp_path)
    assert excel.program == program
    return Machine(Surroundings("darwin", MAC_PYTHON, None, mac=excel))


def test_on_a_mac_the_addin_and_its_script_come_and_go(mac):
    excel = mac.surroundings.mac
    outcome = install(silent, machine=mac)
    assert "last refresh" in said(outcome)
    addin, starter = excel.files
    assert addin.read_bytes() == build_addin(baked(MAC_PYTHON))
    assert starter.read_text() == script(sys.executable, "en")
    found = report(mac.look(), lambda file: False)
    assert not found.found
    assert f"Python: {MAC_PYTHON.executable};" in said(found)
    addin.write_bytes(b"older")
    assert "was made by another" in said(report(mac.look(), lambda file: False))
    install(silent, machine=mac, language="ro")
    assert starter.read_text() == script(sys.executable, "ro")
    assert "run_on_mac(*sys.argv[1:], 'ro')" in starter.read_text()
    assert "Tools, Excel Add-ins" in said(found)
    assert not any("Options" in told(found, language) for language in LANGUAGES)
    uninstall(silent, machine=mac)
    assert not addin.exists()
    assert not starter.exists()
    assert "xlcrm install excel" in said(report(mac.look(), lambda file: False))
    assert "nothing to take out" in said(uninstall(silent, machine=mac))


def test_on_a_mac_an_excel_that_runs_is_in_the_way(mac):
    quiet = mac.surroundings
    mac.surroundings = replace(quiet, running=True)
    with pytest.raises(HostError, match=r"host\.excel_running"):
        install(silent, machine=mac)
    assert not any(file.exists() for file in quiet.mac.files)
    mac.surroundings = quiet
    install(silent, machine=mac)
    mac.surroundings = replace(quiet, running=True)
    with pytest.raises(HostError, match=r"host\.excel_running"):
        uninstall(silent, machine=mac)
    assert all(file.exists() for file in quiet.mac.files)


def test_a_mac_without_excel_is_refused(tmp_path):
    there = Machine(Surroundings("darwin", PYTHON, None, mac=look_at_mac(tmp_path, tmp_path)))
    with pytest.raises(HostError, match=r"host\.excel_missing"):
        install(silent, machine=there)
    assert list(tmp_path.iterdir()) == []
    assert "Excel was not found" in said(report(there.look(), lambda file: False))


def test_no_name_becomes_a_command_of_the_shell():
    text = script('/Users/ann "b"\\venv/bin/python', "en")
    assert 'quoted form of "/Users/ann \\"b\\"\\\\venv/bin/python"' in text
    (shell,) = [line for line in text.splitlines() if "do shell script" in line]
    assert shell.count("python") == shell.count("code") == shell.count("given") == 1
    assert 'set given to quoted form of commandName & " " & quoted form of bookName' in text


def test_paths_of_what_excel_opens():
    assert path_of('/R "C:\\a b\\x.xlam"') == "C:\\a b\\x.xlam"
    assert path_of("x.xlam") == "x.xlam"
    assert list(opened({"OPEN10": "c", "OPEN2": "b", "OPEN": "a", "OPENED": "-"})) == [
        "OPEN",
        "OPEN2",
        "OPEN10",
    ]


@given(st.lists(st.sampled_from(["a.xlam", "C:\\x\\xlcrm.xlam", '/R "XLCRM.XLAM"', "b.xla"])))
def test_what_remains_is_numbered_without_a_gap(values):
    options = {f"OPEN{number or ''}": value for number, value in enumerate(values)}
    left = without(options, FILE_NAME)
    assert list(left) == [f"OPEN{number or ''}" for number in range(len(left))]
    assert list(left.values()) == [v for v in values if "xlcrm" not in v.casefold()]
    assert naming(left, FILE_NAME) == []
    assert len(naming(options, FILE_NAME)) == len(values) - len(left)
