"""The menu, the docked toolbar and what leads from them to the extension, as configuration."""

from lxml import etree

from xlcrm.hosts.libreoffice.buttons import button_groups, buttons_by_name
from xlcrm.hosts.libreoffice.icons import BIG, SMALL, icon_path
from xlcrm.hosts.libreoffice.names import BUTTONS, MENU, PROTOCOL, TOOLBAR
from xlcrm.hosts.libreoffice.registry import component, node, put, put_texts, said, written

_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_SEPARATOR = "private:separator"
_SHOWS_A_TIP = "ImageButton"
_HERE = "%origin%"
"""The office's word for the folder of this file."""
_TOP, _UNDER_THE_OTHERS = "0", "0,9"


def menu_configuration() -> bytes:
    """Addons.xcu: the CRM menu and the CRM toolbar of Calc."""
    root = component("Addons", "org.openoffice.Office")
    shown = node(root, "AddonUI")
    menu = node(node(shown, "OfficeMenuBar"), MENU, new=True)
    put_texts(menu, "Title", said("office.menu"))
    put(menu, "Context", _CALC)
    _entries(node(menu, "Submenu"))
    bar = node(node(shown, "OfficeToolBar"), TOOLBAR, new=True)
    for entry in _entries(bar):
        put(entry, "ControlType", _SHOWS_A_TIP)
    _pictures(node(shown, "Images"))
    return written(root)


def _pictures(parent: etree._Element) -> None:
    """Says which pictures stand on the buttons of the toolbar, and beside the menu's entries."""
    for button in buttons_by_name().values():
        entry = node(parent, f"{MENU}.{button.name}", new=True)
        put(entry, "URL", f"{PROTOCOL}:{button.name}")
        images = node(entry, "UserDefinedImages")
        for name, size in (("ImageSmallURL", SMALL), ("ImageBigURL", BIG)):
            put(images, name, f"{_HERE}/{icon_path(button, size)}")


def _entries(parent: etree._Element) -> list[etree._Element]:
    """Fills a menu or a toolbar.

    Returns:
        The nodes of the buttons.
    """
    made: list[etree._Element] = []
    for buttons in button_groups():
        if made:
            put(_next(parent), "URL", _SEPARATOR)
        for button in buttons:
            entry = _next(parent)
            put(entry, "URL", f"{PROTOCOL}:{button.name}")
            put_texts(entry, "Title", said(button.label))
            put(entry, "Target", "_self")
            put(entry, "Context", _CALC)
            made.append(entry)
    return made


def _next(parent: etree._Element) -> etree._Element:
    """The next entry; the office sorts them by their names."""
    return node(parent, f"entry{len(parent):02}", new=True)


def protocol_configuration() -> bytes:
    """ProtocolHandler.xcu: who is asked about the addresses of the buttons."""
    root = component("ProtocolHandler", "org.openoffice.Office")
    handler = node(node(root, "HandlerSet"), BUTTONS, new=True)
    put(handler, "Protocols", f"{PROTOCOL}:*")
    return written(root)


def toolbar_configuration() -> bytes:
    """CalcWindowState.xcu: the toolbar's name, and that it is docked under the others."""
    root = component("CalcWindowState", "org.openoffice.Office.UI")
    states = node(node(root, "UIElements"), "States")
    state = node(states, f"private:resource/toolbar/addon_{TOOLBAR}", new=True)
    put_texts(state, "UIName", said("office.menu"))
    put(state, "Docked", "true")
    put(state, "DockingArea", _TOP)
    put(state, "DockPos", _UNDER_THE_OTHERS)
    put(state, "Visible", "true")
    put(state, "ContextSensitive", "false")
    put(state, "Style", "2")
    return written(root)
