"""The menu and the toolbar, as the extension describes them to the office."""

import io
import zipfile

import pytest
from lxml import etree

from xlcrm.hosts.libreoffice.buttons import button_groups, buttons_by_name
from xlcrm.hosts.libreoffice.extension import build_extension
from xlcrm.hosts.libreoffice.names import BUTTONS, MENU, SERVICES, TOOLBAR
from xlcrm.language import text
from xlcrm.macros.catalogue import COMMANDS, Command

OOR = "{http://openoffice.org/2001/registry}"


@pytest.fixture(scope="module")
def tree():
    archive = zipfile.ZipFile(io.BytesIO(build_extension(["/one"])))
    return lambda name: etree.fromstring(archive.read(name))


@pytest.fixture
def child():
    def find(node, *path):
        for name in path:
            (node,) = [one for one in node if one.get(f"{OOR}name") == name]
        return node

    return find


@pytest.fixture(params=[("OfficeMenuBar", MENU, "Submenu"), ("OfficeToolBar", TOOLBAR)])
def entries(request, tree, child):
    """The entries of the menu, and those of the toolbar, in the order of their names."""
    nodes = child(tree("Addons.xcu"), "AddonUI", *request.param)
    assert [node.get(f"{OOR}name") for node in nodes] == sorted(
        node.get(f"{OOR}name") for node in nodes
    )
    return [{prop.get(f"{OOR}name"): prop.findtext("value") for prop in node} for node in nodes]


def test_every_command_with_a_button_has_one_and_about_is_last():
    shown = {command.name for command in COMMANDS.values() if command.button}
    names = [button.name for group in button_groups() for button in group]
    assert set(names) == shown
    assert len(names) == len(shown)
    assert names[-1] == "about"


def test_a_command_that_is_new_in_the_catalogue_gets_a_button():
    groups = button_groups(
        [
            Command("about", "a.b"),
            Command("brand-new", "brand.new"),
            Command("hidden", "h.h", button=False),
        ]
    )
    assert [[button.name for button in group] for group in groups] == [["brand-new"], ["about"]]


def test_the_entries_lead_to_the_buttons(entries):
    buttons = buttons_by_name()
    shown = [entry for entry in entries if entry["URL"] != "private:separator"]
    assert [entry["URL"] for entry in shown] == [f"org.xlcrm:{name}" for name in buttons]
    assert [entry["Title"] for entry in shown] == [text(one.label) for one in buttons.values()]
    assert {entry["Context"] for entry in shown} == {"com.sun.star.sheet.SpreadsheetDocument"}


def test_groups_are_parted(entries):
    parted = [at for at, entry in enumerate(entries) if entry["URL"] == "private:separator"]
    assert len(parted) == len(button_groups()) - 1
    assert 0 not in parted
    assert len(entries) - 1 not in parted


def test_every_button_has_a_tip():
    tips = [text(button.tip) for button in buttons_by_name().values()]
    assert all(tips)
    assert len(set(tips)) == len(tips)


def test_the_addresses_lead_to_the_component(tree, child):
    handler = child(tree("ProtocolHandler.xcu"), "HandlerSet", BUTTONS, "Protocols")
    assert handler.findtext("value") == "org.xlcrm:*"
    listed = tree("xlcrm.components").iter("{*}implementation")
    assert {one.get("name"): one[0].get("name") for one in listed} == SERVICES


def test_the_toolbar_is_docked(tree, child):
    state = child(
        tree("CalcWindowState.xcu"),
        "UIElements",
        "States",
        f"private:resource/toolbar/addon_{TOOLBAR}",
    )
    told = {prop.get(f"{OOR}name"): prop.findtext("value") for prop in state}
    assert (told["Docked"], told["Visible"], told["UIName"]) == ("true", "true", "CRM")
