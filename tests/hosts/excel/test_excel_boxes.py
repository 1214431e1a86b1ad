"""The boxes of the ribbon's commands, with stand-ins for Excel and for the command of a Mac."""

import sys
from types import SimpleNamespace

import pytest

from xlcrm.hosts.excel import windows
from xlcrm.hosts.excel.boxes import Boxes, ExcelsOwn
from xlcrm.hosts.excel.mac_boxes import MacBoxes


class App:
    """Excel, as xlwings and its own `Application` speak of it."""

    def __init__(self, *typed, pressed="yes"):
        self.typed = iter(typed)
        self.pressed = pressed
        self.shown = []

    def alert(self, prompt, title, buttons, mode=None):
        self.shown.append((prompt, title, buttons, mode))
        return self.pressed

    def InputBox(self, Prompt, Title, Type):  # noqa: N802, N803 - as Excel spells them
        assert len(Prompt) <= 255
        assert (Title, Type) == ("CRM", 2)
        self.shown.append(Prompt)
        return next(self.typed, False)

    def GetOpenFilename(self, FileFilter, Title):  # noqa: N802, N803 - as Excel spells them
        assert len(FileFilter.split(",")) % 2 == 0
        self.shown.append(Title)
        return next(self.typed, False)


def boxes(app):
    return Boxes(app, ExcelsOwn(app))


def test_messages_and_questions():
    app = App()
    boxes(app).tell("done")
    boxes(app).tell("look", worry=True)
    assert boxes(app).ask("do it?") is True
    assert app.shown == [
        ("done", "CRM", "ok", "info"),
        ("look", "CRM", "ok", "critical"),
        ("do it?", "CRM", "yes_no", None),
    ]
    assert boxes(App(pressed="no")).ask("do it?") is False


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        (["2"], "Leads"),
        (["leads "], "Leads"),
        (["7", "x", "1"], "Orders"),
        ([], None),
        ([" "], None),
    ],
)
def test_one_of_some_words_is_chosen(typed, chosen):
    assert boxes(App(*typed)).choose("Which?", ["Orders", "Leads"]) == chosen


def test_what_is_too_long_for_excels_box_is_shown_before_it():
    app = App("an answer")
    assert boxes(app).type_in("x" * 256) == "an answer"
    assert app.shown == [("x" * 256, "CRM", "ok", "info"), "Your answer:"]


def test_a_file_is_picked_or_not():
    assert str(boxes(App("rows.csv")).pick_file("Which file?")) == "rows.csv"
    assert boxes(App()).pick_file("Which file?") is None


@pytest.fixture
def osascript(tmp_path):
    """A program in the place of a Mac's: says its arguments, or that the user went away."""

    def make(status):
        program = tmp_path / "osascript"
        program.write_text(
            f"#!{sys.executable}\nimport sys\nprint(sys.argv[3:])\nsys.exit({status})\n"
        )
        program.chmod(0o755)
        return MacBoxes(str(program))

    return make


def test_on_a_mac_texts_travel_as_arguments(osascript):
    question = 'say "x" & (do shell script "y")'
    assert osascript(0).line(question) == str([question, "CRM"])
    assert osascript(0).file("Which file?") == str(["Which file?"])
    osascript(0).tell("something")
    assert osascript(1).line(question) is None
    assert osascript(1).file("Which file?") is None


EXCEL, EDITOR = 4711, 4712


@pytest.mark.parametrize(
    ("state", "front", "pressed"),
    [
        (0, EXCEL, False),
        (1, EXCEL, True),
        (-32768, EXCEL, True),
        (1, EDITOR, False),
        (0, EDITOR, False),
    ],
)
def test_esc_is_asked_of_windows_and_counts_in_excel_only(state, front, pressed, monkeypatch):
    asked = []

    def owner_of(window, owner):
        assert window == 99
        owner._obj.value = front
        return 1

    user32 = SimpleNamespace(
        GetAsyncKeyState=lambda key: asked.append(key) or state,
        GetForegroundWindow=lambda: 99,
        GetWindowThreadProcessId=owner_of,
    )
    monkeypatch.setattr(windows.ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    assert windows.escape_pressed(EXCEL) is pressed
    assert asked == [27]
