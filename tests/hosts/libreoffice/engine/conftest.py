"""One headless office for all tests of the engine; a new book for each."""

from pathlib import Path

import pytest
import xlwings as xw

from xlcrm.hosts.libreoffice import engine

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """Marks what needs an office."""
    for item in items:
        if HERE in item.path.parents and "start" in item.fixturenames:
            item.add_marker(pytest.mark.office)


@pytest.fixture(scope="session")
def registered():
    """The engine, as the one that xlwings means by default."""
    before = xw.engines.active
    found = engine.register()
    found.activate()
    yield found
    xw.engines.active = before


@pytest.fixture(scope="session")
def start(registered):
    """Starts an office; the test is skipped where LibreOffice is absent."""

    def started(**options):
        try:
            return xw.App(visible=False, **options)
        except engine.OfficeMissingError as error:
            pytest.skip(f"LibreOffice is not here: {error}")

    return started


@pytest.fixture(scope="session")
def app(start):
    """The office of all tests."""
    office = start(add_book=False)
    yield office
    office.quit()


@pytest.fixture
def book(app):
    """A new book."""
    opened = app.books.add()
    uid = opened.api.RuntimeUID
    yield opened
    for left in list(app.books):
        if left.api.RuntimeUID == uid:
            left.close()


@pytest.fixture
def sheet(book):
    """The only sheet of a new book."""
    return book.sheets[0]
