"""The buttons in a real window: found through accessibility, clicked with the mouse, looked at."""

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from xlcrm.hosts.libreoffice.buttons import buttons_by_name
from xlcrm.hosts.libreoffice.session import Session
from xlcrm.language import text

pytestmark = pytest.mark.office
TOOLBAR = "private:resource/toolbar/addon_org.xlcrm.toolbar"
WIDTH, HEIGHT = 1400, 900
CLOSED = ("MENU", "TABLE", "DOCUMENT", "SCROLL_PANE", "COMBO_BOX", "STATUS_BAR", "PAGE_TAB_LIST")
"""Nothing that is clicked on by its name stands in these, and each look into them takes long."""
PICTURES = Path(__file__).parents[3] / "build" / "pictures"


@pytest.fixture(scope="module")
def screen():
    """A screen that nobody sees."""
    for program in ("Xvfb", "xdotool"):
        if shutil.which(program) is None:
            pytest.skip(f"no screen to click on: {program} is not installed")
    told, tells = os.pipe()
    size = f"{WIDTH}x{HEIGHT}x24"
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(tells), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=[tells],
        stderr=subprocess.DEVNULL,
    )
    os.close(tells)
    with os.fdopen(told) as answer:
        yield f":{answer.readline().strip()}"
    process.terminate()
    process.wait()


@pytest.fixture(scope="module")
def shown(office, screen, run_command, tmp_path_factory):
    """An office with the extension that shows its windows."""
    folder = tmp_path_factory.mktemp("window")
    status, said, _ = run_command("install", "libreoffice", "--profile", folder / "profile")
    assert status == 0, said
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISPLAY", screen)
        patch.setenv("SAL_USE_VCLPLUGIN", "gen")
        patch.setenv("XDG_STATE_HOME", str(folder))
        plain = ("--norestore", "--nologo", "--nodefault", "--nofirststartwizard")
        patch.setattr("xlcrm.hosts.libreoffice.session._QUIETLY", plain)
        with Session(office, folder / "profile") as session:
            yield session


@pytest.fixture(scope="module")
def document(shown, sample_book, tmp_path_factory):
    path = tmp_path_factory.mktemp("shown") / "sample.xlsx"
    path.write_bytes(sample_book.read_bytes())
    desktop = shown.service("com.sun.star.frame.Desktop")
    document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, ())
    document.CurrentController.Frame.ContainerWindow.setPosSize(0, 0, WIDTH, HEIGHT, 15)
    yield document
    document.close(True)  # noqa: FBT003 - the office's methods take no names


@pytest.fixture
def in_front(document):
    """Gives the window the focus, which is else done by a window manager."""
    document.CurrentController.Frame.ContainerWindow.setFocus()


@pytest.fixture(scope="module")
def picture(screen):
    """Takes a picture of the screen: to be looked at, and for the page about LibreOffice."""
    grab = pytest.importorskip("PIL.ImageGrab", reason="pictures are taken by Pillow")
    PICTURES.mkdir(parents=True, exist_ok=True)

    def take(name):
        small = grab.grab(xdisplay=screen).quantize(64)
        small.save(PICTURES / f"{name}.png", optimize=True)

    return take


def inner(context):
    """What is shown within something; of tables, which are endless, and of what goes, nothing."""
    for at in range(min(context.getAccessibleChildCount(), 80)):
        child = context.getAccessibleChild(at)
        if child is not None:
            yield child.getAccessibleContext()


def search(context, matches, closed, depth=0):
    """The first that matches, within something that is shown; some roles are not looked into."""
    if context is None or matches(context):
        return context
    if depth > 5 or context.AccessibleRole in closed:
        return None
    found = (search(child, matches, closed, depth + 1) for child in inner(context))
    return next((one for one in found if one is not None), None)


@pytest.fixture(scope="module")
def named(shown):
    """Finds what is shown under a name, in all windows, the newest first; None for nothing."""
    toolkit = shown.service("com.sun.star.awt.Toolkit")
    gone = shown.uno.getClass("com.sun.star.uno.Exception")

    def constant(group, name):
        return shown.uno.getConstantByName(f"com.sun.star.accessibility.{group}.{name}")

    def find(name, kind="PUSH_BUTTON", state="SHOWING"):
        role, needed = constant("AccessibleRole", kind), constant("AccessibleStateType", state)

        def matches(one):
            return (
                one.AccessibleRole == role
                and one.AccessibleName == name
                and one.getAccessibleStateSet().contains(needed)
            )

        closed = {constant("AccessibleRole", one) for one in CLOSED if one not in kind}
        windows = [toolkit.getTopWindow(at) for at in range(toolkit.getTopWindowCount())]
        for window in windows[::-1]:
            with suppress(gone):  # a window may close while it is looked into
                found = search(window.getAccessibleContext(), matches, closed) if window else None
                if found is not None:
                    return found
        return None

    return find


@pytest.fixture(scope="module")
def mouse(screen):
    """Clicks on a place of the screen, with a key held down if one is named."""

    def clicked(x, y, *keys):
        # A menu stays open only for a button that is held down as long as a finger holds it.
        press = ["mousedown", "1", "sleep", "0.2", "mouseup", "1"]
        held = [part for key in keys for part in ("keydown", key)]
        freed = [part for key in keys for part in ("keyup", key)]
        move = ["xdotool", "mousemove", str(x), str(y), "sleep", "0.2"]
        there = {**os.environ, "DISPLAY": screen}
        subprocess.run([*move, *held, *press, *freed], check=True, env=there)

    return clicked


@pytest.fixture(scope="module")
def keys(screen):
    """Presses keys on the keyboard: types a text, or presses one by its name."""

    def pressed(*what):
        subprocess.run(["xdotool", *what], check=True, env={**os.environ, "DISPLAY": screen})

    return pressed


@pytest.fixture(scope="module")
def click(shown, mouse, named, until):
    """Clicks on what is shown under a name."""
    gone = shown.uno.getClass("com.sun.star.uno.Exception")

    def middle(*wanted):
        found = named(*wanted)
        if found is None:
            return None
        with suppress(gone):
            place, size = found.getLocationOnScreen(), found.getSize()
            return place.X + size.Width // 2, place.Y + size.Height // 2
        return None

    def clicked(*wanted):
        places = []

        def found():
            places.append(middle(*wanted))
            return places[-1] is not None

        until(found, f"what can be clicked: {wanted}")
        mouse(*places[-1])

    return clicked


@pytest.fixture(scope="module")
def click_away(click, named, until):
    """Clicks on a button until what it closes is gone: the first click may come too early."""

    def clicked(button, *closes):
        def gone():
            if named(*closes) is None:
                return True
            click(button)
            return False

        until(gone, f"the end of {closes}")

    return clicked


def test_the_toolbar_is_docked_and_holds_every_button(document, named, until, picture):
    layout = document.CurrentController.Frame.LayoutManager
    until(lambda: layout.isElementVisible(TOOLBAR), "the toolbar")
    assert layout.isElementDocked(TOOLBAR)
    bar = layout.getElement(TOOLBAR).getRealInterface().getAccessibleContext()
    names = [one.AccessibleName for one in inner(bar)]
    assert [name for name in names if name] == [
        text(button.label) for button in buttons_by_name().values()
    ]
    assert named("CRM", "MENU") is not None
    picture("toolbar")


@pytest.mark.usefixtures("in_front")
def test_the_menu_asks_before_it_converts(document, click, click_away, named, until, picture):
    click("CRM", "MENU")
    until(lambda: named("CRM", "MENU", "FOCUSED"), "the menu")
    picture("menu")
    click("Convert", "MENU_ITEM", "VISIBLE")  # of entries of menus the office says no more
    until(lambda: named("No"), "the question")
    picture("question")
    click_away("No", "No")
    assert "Conversion" in document.Sheets.ElementNames


@pytest.mark.usefixtures("in_front")
def test_a_click_on_the_toolbar_runs_the_command_and_a_box_says_so(
    document, click, click_away, named, until, picture
):
    click("Validate")
    until(lambda: named("OK"), "the box")
    picture("validated")
    assert "Problems" in document.Sheets.ElementNames
    click_away("OK", "OK")


@pytest.mark.usefixtures("in_front")
def test_what_is_being_typed_is_entered_where_it_is(
    document, cells, click, click_away, keys, named, until
):
    orders, view = document.Sheets.getByName("Orders"), document.CurrentController
    view.setActiveSheet(orders)
    view.select(orders.getCellRangeByName("J7"))
    keys("type", "abc")
    click("Validate")
    until(lambda: named("OK"), "the box")
    click_away("OK", "OK")
    assert orders.getCellRangeByName("J7").String == "abc"
    assert not any("abc" in row for row in cells(document, "Problems"))


@pytest.mark.usefixtures("in_front")
def test_a_command_waits_for_what_is_typed_while_it_works(
    document, cells, click, click_away, keys, named, status_bar, until
):
    orders, view = document.Sheets.getByName("Orders"), document.CurrentController
    view.Frame.IndicatorInterception = status_bar
    view.setActiveSheet(orders)
    view.select(orders.getCellRangeByName("J9"))
    click("Today")
    keys("type", "typed")
    until(lambda: ("text", text("progress.typed_into")) in status_bar.told, "the status bar")
    assert "Today" not in document.Sheets.ElementNames
    keys("key", "Return")
    until(lambda: named("OK"), "the box")
    click_away("OK", "OK")
    assert orders.getCellRangeByName("J9").String == "typed"
    assert not any("typed" in row for row in cells(document, "Today"))
    view.Frame.IndicatorInterception = None


@pytest.mark.usefixtures("in_front")
def test_a_problems_link_leads_to_its_cell(document, shown, mouse, until, picture):
    controller, sheet = document.CurrentController, document.Sheets.getByName("Problems")
    controller.setActiveSheet(sheet)
    links = (sheet.getCellByPosition(3, row) for row in range(5, 40))
    link = next(cell for cell in links if cell.getTextFields().hasElements())
    place = link.CellAddress
    role = shown.uno.getConstantByName("com.sun.star.accessibility.AccessibleRole.TABLE")
    table = search(
        controller.Frame.ContainerWindow.getAccessibleContext(),
        lambda one: one.AccessibleRole == role,
        set(),
    )
    cell = table.getAccessibleCellAt(place.Row, place.Column).getAccessibleContext()
    at = cell.getLocationOnScreen()
    target = sheet.getCellByPosition(2, place.Row).String
    mouse(at.X + 12, at.Y + cell.getSize().Height // 2, "ctrl")
    until(lambda: controller.ActiveSheet.Name == target, f"the sheet {target}")
    found = document.CurrentSelection.CellAddress
    wanted = document.Sheets.getByName(target).getCellRangeByName(link.String).RangeAddress
    assert (found.Row, found.Column) == (wanted.StartRow, wanted.StartColumn)
    picture("jumped")


@pytest.mark.usefixtures("in_front")
def test_import_lets_a_table_and_a_file_be_chosen(click, click_away, named, until, picture):
    click("Import")
    until(lambda: named("The table, such as Orders.", "LABEL"), "the tables")
    picture("tables")
    click("OK")
    until(lambda: named("The file of rows.", "DIALOG"), "the files")
    picture("files")
    click_away("Cancel", "The file of rows.", "DIALOG")
