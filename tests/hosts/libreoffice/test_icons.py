"""The pictures on the buttons."""

import io
import zipfile

import pytest
from lxml import etree

from xlcrm.hosts.libreoffice.buttons import Button, buttons_by_name
from xlcrm.hosts.libreoffice.extension import build_extension
from xlcrm.hosts.libreoffice.icons import BIG, SMALL, icons
from xlcrm.hosts.libreoffice.names import MENU
from xlcrm.macros.catalogue import Command

OOR = "{http://openoffice.org/2001/registry}"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def archive():
    return zipfile.ZipFile(io.BytesIO(build_extension(["/one"])))


def test_every_button_has_a_picture_of_its_own():
    buttons = buttons_by_name().values()
    drawn = [icons([button]) for button in buttons]
    shapes = {etree.fromstring(next(iter(one.values())))[0].get("d") for one in drawn}
    assert len(shapes) == len(drawn)


def test_a_command_that_is_new_in_the_catalogue_gets_a_picture():
    drawn = [etree.fromstring(one) for one in icons([Button(Command("brand-new", "a.b"))]).values()]
    assert [one.get("width") for one in drawn] == [str(SMALL), str(BIG)]
    assert all(one.find(f"{SVG}path").get("d") for one in drawn)


def test_the_office_finds_each_picture_under_the_address_of_its_button(archive):
    root = etree.fromstring(archive.read("Addons.xcu"))
    (images,) = [one for one in root.iter("node") if one.get(f"{OOR}name") == "Images"]
    told = {one[0].findtext("value"): [p.findtext("value") for p in one[1]] for one in images}
    assert list(told) == [f"org.xlcrm:{name}" for name in buttons_by_name()]
    assert all(one.get(f"{OOR}name").startswith(f"{MENU}.") for one in images)
    for paths in told.values():
        assert len(paths) == 2
        assert {path.removeprefix("%origin%/") for path in paths} <= set(archive.namelist())
