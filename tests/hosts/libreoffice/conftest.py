"""A LibreOffice with the extension, in a profile of its own, and the sample firm to open in it."""

import re
import threading
import time
from pathlib import Path

import pytest

from xlcrm.errors import HostError
from xlcrm.hosts.libreoffice.formulas import calls_ours
from xlcrm.hosts.libreoffice.office import Office
from xlcrm.hosts.libreoffice.session import Session

PATIENCE = 60
ANSWERED = 120
SAMPLE_DAY = "2026-11-20"
FORMULAS = 16


@pytest.fixture(scope="session")
def office():
    """The LibreOffice here, if its Python is ours."""
    try:
        found = Office.find()
        found.check_python()
        found.uno()
    except HostError as error:
        pytest.skip(f"no LibreOffice that can be tested with: {error}")
    return found


@pytest.fixture(scope="session")
def installed(office, run_command, tmp_path_factory):
    """A fresh profile into which the extension was installed by the command."""
    profile = tmp_path_factory.mktemp("office") / "profile"
    status, said, errors = run_command("install", "libreoffice", "--profile", profile)
    assert (status, errors) == (0, ""), said
    return profile


@pytest.fixture(scope="session")
def log(tmp_path_factory):
    """The log file of the office that the tests start."""
    return tmp_path_factory.mktemp("state") / "xlcrm" / "log" / "libreoffice.log"


@pytest.fixture(scope="session")
def running(office, installed, log):
    """An office with the extension that runs and can be asked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(log.parents[2]))
        session = Session(office, installed)
        session.__enter__()
    yield session
    session.__exit__(None, None, None)


@pytest.fixture(scope="session")
def until():
    """Waits for a condition; what it waits for is asked again and again, since it is elsewhere."""

    def wait(condition, what=""):
        end, pause = time.monotonic() + PATIENCE, threading.Event()
        while not condition():
            assert time.monotonic() < end, f"waited {PATIENCE} s for {what or condition}"
            pause.wait(0.02)

    return wait


def _last_call(document):
    """The last cell that calls a function of ours; the office binds them in order, in one go.

    Each question to the office takes a thousandth of a second: those before it are not looked at.
    """
    for sheet in reversed(list(document.Sheets)):
        for at in reversed(sheet.queryContentCells(FORMULAS).RangeAddresses):
            corners = (at.StartColumn, at.StartRow, at.EndColumn, at.EndRow)
            lines = sheet.getCellRangeByPosition(*corners).getFormulaArray()
            for row, line in reversed(list(enumerate(lines, at.StartRow))):
                for column, formula in reversed(list(enumerate(line, at.StartColumn))):
                    if calls_ours(formula):
                        return sheet.getCellByPosition(column, row)
    return None


@pytest.fixture
def opened(running, until):
    """Opens a workbook in the office and, once its functions are there, returns the document."""
    desktop = running.service("com.sun.star.frame.Desktop")
    documents = []

    def load(path: Path):
        document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, ())
        documents.append((document.RuntimeUID, document))
        cell = _last_call(document)
        if cell is not None:
            until(lambda: "XLCRM." in cell.Formula, f"the functions of {path.name}")
        return document

    yield load
    left = {one.RuntimeUID for one in desktop.Components if hasattr(one, "RuntimeUID")}
    for uid, document in documents:
        if uid in left:
            document.close(True)  # noqa: FBT003 - the office's methods take no names


@pytest.fixture(scope="session")
def refreshed_book(run_command, sample_book, tmp_path_factory):
    """The sample firm with its generated sheets."""
    path = tmp_path_factory.mktemp("refreshed") / "refreshed.xlsx"
    path.write_bytes(sample_book.read_bytes())
    status, said, errors = run_command("refresh", path, "--as-of", SAMPLE_DAY)
    assert (status, errors) == (0, ""), said
    return path


@pytest.fixture
def property_value(running):
    """A named value as the office takes it."""
    assert running  # the classes are there once an office is

    def make(name, value):
        from com.sun.star.beans import PropertyValue

        made = PropertyValue()
        made.Name, made.Value = name, value
        return made

    return make


@pytest.fixture
def begin(running):
    """Presses a button of a document's window; gives what is told when it is done."""
    import unohelper  # the classes are there once an office is
    from com.sun.star.beans import PropertyValue
    from com.sun.star.frame import XDispatchResultListener
    from com.sun.star.util import URL

    class Listener(unohelper.Base, XDispatchResultListener):
        def __init__(self):
            self.told = threading.Event()

        def dispatchFinished(self, event):  # noqa: N802 - the office's name
            self.done, self.said = bool(event.State), list(event.Result)
            self.told.set()

        def disposing(self, event):
            """The office ends."""

        def wait(self):
            assert self.told.wait(ANSWERED)
            return self.done, self.said

    def begun(document, name, *answers):
        url = URL()
        url.Complete = f"org.xlcrm:{name}"
        _, url = running.service("com.sun.star.util.URLTransformer").parseStrict(url)
        frame = document.CurrentController.Frame
        button, listener = frame.queryDispatch(url, "_self", 0), Listener()
        given = PropertyValue()
        given.Name, given.Value = "Answers", running.uno.Any("[]string", answers)
        button.dispatchWithNotification(url, (given,), listener)
        return listener

    return begun


@pytest.fixture
def press(begin):
    """Presses a button of a document's window; gives whether it was done, and what was said."""

    def pressed(*what):
        done, said = begin(*what).wait()
        assert [one for one in said if re.search(r"--[a-z]", one)] == [], "nobody types options"
        return done, said

    return pressed


@pytest.fixture
def blank(running):
    desktop = running.service("com.sun.star.frame.Desktop")
    document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    yield document
    document.close(True)  # noqa: FBT003 - the office's methods take no names


@pytest.fixture
def cells():
    """The filled cells of a sheet."""

    def read(document, title):
        sheet = document.Sheets.getByName(title)
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)  # noqa: FBT003
        end = cursor.RangeAddress
        return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).getDataArray()

    return read


@pytest.fixture
def held(office):
    """What a window holds of what stands in the place of its status bar: a weak reference."""
    assert office  # the classes are there once an office was found
    import unohelper
    from com.sun.star.uno import XAdapter

    class Held(unohelper.Base, XAdapter):
        def __init__(self, held):
            self._held = held

        def queryAdapted(self):  # noqa: N802 - the office's name
            return self._held

        def addReference(self, reference):  # noqa: N802 - the same
            """The test keeps it for longer than any window."""

        def removeReference(self, reference):  # noqa: N802 - the same
            """Nothing is kept."""

    return Held


@pytest.fixture
def status_bar(held):
    """What stands in the place of a window's status bar, and all that it was told."""
    import unohelper
    from com.sun.star.task import XStatusIndicator
    from com.sun.star.uno import XWeak

    class Recorder(unohelper.Base, XStatusIndicator, XWeak):
        def __init__(self):
            self.told = []

        def queryAdapter(self):  # noqa: N802 - the office's name
            return held(self)

        def start(self, said, whole):
            self.told += [("start", whole), ("text", said)]

        def setText(self, said):  # noqa: N802 - the same
            self.told.append(("text", said))

        def setValue(self, value):  # noqa: N802 - the same
            self.told.append(("value", value))

        def end(self):
            self.told.append(("end", None))

        def reset(self):
            self.told.append(("reset", None))

    return Recorder()
