"""What is read from and written into the registry of Windows, over one that is made up."""

from contextlib import contextmanager
from pathlib import Path

import pytest

from xlcrm.hosts.excel import windows
from xlcrm.hosts.excel.doctor import report
from xlcrm.hosts.excel.surroundings import Surroundings

USER, EVERYBODY = "HKCU", "HKLM"
OFFICE = "Software\\Microsoft\\Office\\16.0"
POLICY = "Software\\Policies\\Microsoft\\Office\\16.0"


class Registry:
    """The module winreg, over a dictionary: (root, key) to values by name. Keys have any case."""

    HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE = USER, EVERYBODY
    KEY_SET_VALUE, REG_SZ = 2, 1

    def __init__(self, keys):
        self.keys = {(root, key.casefold()): values for (root, key), values in keys.items()}

    @contextmanager
    def OpenKey(self, root, key, reserved=0, access=0):  # noqa: N802 - as winreg spells it
        place = (root, key.casefold())
        if place not in self.keys and not self.names(place):
            raise FileNotFoundError(2, "The system cannot find the file specified")
        yield place

    def names(self, place):
        root, above = place
        return [
            key.removeprefix(f"{above}\\")
            for where, key in self.keys
            if where == root and key.rpartition("\\")[0] == above
        ]

    def QueryInfoKey(self, place):  # noqa: N802
        return len(self.names(place)), len(self.keys.get(place, {})), 0

    def EnumKey(self, place, at):  # noqa: N802
        return self.names(place)[at]

    def EnumValue(self, place, at):  # noqa: N802
        name, value = list(self.keys[place].items())[at]
        return name, value, 0

    def SetValueEx(self, place, name, reserved, kind, value):  # noqa: N802
        self.keys[place][name] = value

    def DeleteValue(self, place, name):  # noqa: N802
        del self.keys[place][name]


@pytest.fixture
def look(monkeypatch, tmp_path):
    """Looks at an Excel on a machine with such keys."""
    monkeypatch.setenv("APPDATA", str(tmp_path))
    program = tmp_path / "EXCEL.EXE"
    program.write_bytes(b"MZ")

    def looked(keys):
        at = {(EVERYBODY, windows._PROGRAM): {"": str(program)}}
        registry = Registry({(USER, f"{OFFICE}\\Excel\\Options"): {}, **at, **keys})
        monkeypatch.setattr(windows, "_winreg", lambda: registry)
        return windows._excel(), registry

    return looked


@pytest.mark.parametrize(
    ("root", "key", "values", "words"),
    [
        (USER, f"{POLICY}\\Common\\Security", {"requirealwaysonmacrosig": 1}, "at its start"),
        (USER, f"{POLICY}\\excel\\security", {"requireaddinsig": 1}, "takes only signed"),
        (USER, f"{OFFICE}\\Excel\\Security", {"RequireAddinSig": 1}, "takes only signed"),
        (USER, f"{POLICY}\\excel\\security", {"disablealladdins": 1}, "all add-ins off"),
        (EVERYBODY, f"{POLICY}\\common", {"vbaoff": 1}, "switched VBA off"),
        (USER, f"{POLICY}\\common", {"vbaoff": 1}, "switched VBA off"),
        (USER, f"{POLICY}\\excel\\resiliency", {"restricttolist": 1}, "of its own list"),
        (USER, f"{POLICY}\\excel\\resiliency\\addinlist", {"xlcrm.xlam": "0"}, "of its own list"),
        (
            USER,
            f"{POLICY}\\excel\\security\\trusted locations",
            {"alllocationsdisabled": 1},
            "not trusted",
        ),
        (
            USER,
            f"{POLICY}\\common\\security\\trusted locations",
            {"allow user locations": 0},
            "not trusted",
        ),
    ],
)
def test_what_blocks_an_add_in_that_nobody_signed_is_found(root, key, values, words, look):
    excel, _ = look({(root, key): values})
    assert [line for line in told(excel) if words in line]
    excel, _ = look({(root, key): {name: 1 - int(value) for name, value in values.items()}})
    assert not [line for line in told(excel) if words in line]


def told(excel):
    python = windows._python()
    outcome = report(Surroundings("win32", python, excel), lambda file: False)
    return [str(row[1]) for one in outcome.listings for row in one.told("en")]


def test_a_policy_comes_before_the_users_setting(look):
    excel, _ = look(
        {
            (USER, f"{OFFICE}\\Excel\\Security"): {"VBAWarnings": 1},
            (USER, f"{POLICY}\\Excel\\Security"): {"vbawarnings": 4},
        }
    )
    assert excel.security["vbawarnings"] == 4


def test_trusted_folders_of_the_user_and_of_the_administrator(look):
    excel, _ = look(
        {
            (USER, f"{OFFICE}\\Excel\\Security\\Trusted Locations\\Location0"): {"Path": "C:\\a\\"},
            (USER, f"{POLICY}\\Excel\\Security\\Trusted Locations\\Location1"): {"Path": "C:\\b\\"},
            (USER, f"{POLICY}\\Common\\Security\\Trusted Locations\\All Applications\\Location1"): {
                "Path": "C:\\c\\"
            },
        }
    )
    assert excel.trusted == ("C:\\a\\",)
    assert excel.trusted_by_policy == ("C:\\b\\", "C:\\c\\")


def test_a_machine_without_keys_has_nothing_against_it(look, tmp_path):
    excel, _ = look({})
    assert excel.security == {}
    assert (excel.trusted, excel.trusted_by_policy) == ((), ())
    assert excel.startup == tmp_path / "Microsoft" / "Excel" / "XLSTART"
    assert Path(excel.program).name == "EXCEL.EXE"


def test_options_are_put_before_others_go(look, monkeypatch):
    options = {"OPEN": "xlcrm.xlam", "OPEN1": "solver.xlam", "Font": "Calibri"}
    excel, registry = look({(USER, f"{OFFICE}\\Excel\\Options"): options})
    assert excel.options == options
    done = []
    for name in ("SetValueEx", "DeleteValue"):
        ours = getattr(registry, name)
        monkeypatch.setattr(registry, name, recorded(done, name, ours), raising=False)
    old = {"OPEN": "xlcrm.xlam", "OPEN1": "solver.xlam"}
    windows.set_options(excel, old, {"OPEN": "solver.xlam"})
    (left,) = [registry.keys[key] for key in registry.keys if key[1].endswith("excel\\options")]
    assert left == {"OPEN": "solver.xlam", "Font": "Calibri"}
    assert done == ["SetValueEx", "DeleteValue"]


def recorded(done, name, call):
    def calling(*given):
        done.append(name)
        return call(*given)

    return calling
