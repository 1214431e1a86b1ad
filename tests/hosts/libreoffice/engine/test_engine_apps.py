"""Offices: started, connected to, gone."""

from pathlib import Path

import pytest
import xlwings as xw

from xlcrm.hosts.libreoffice import engine


def test_the_engine_is_registered_once(registered):
    assert engine.register() is registered
    assert [found.name for found in xw.engines].count("libreoffice") == 1


def test_an_office_says_what_it_is(app):
    assert app.version.major >= 7
    assert app.engine.name == "libreoffice"
    assert app.pid in xw.apps.keys()  # noqa: SIM118 - a collection of xlwings' own
    assert Path(app.path).is_dir()


def test_settings_are_kept(app, book):
    for name in ("screen_updating", "display_alerts", "enable_events", "interactive"):
        assert getattr(app, name) is True
        with app.properties(**{name: False}):
            assert getattr(app, name) is False
        assert getattr(app, name) is True
    assert not book.api.hasControllersLocked()
    with app.properties(screen_updating=False):
        assert book.api.hasControllersLocked()
        late = app.books.add()
        assert late.api.hasControllersLocked()
    assert not book.api.hasControllersLocked()
    late.close()
    with pytest.raises(ValueError, match="calculation"):
        app.calculation = "sometimes"


def test_the_status_bar_shows_a_text(app, book):
    assert app.status_bar is False
    app.status_bar = "working"
    assert app.status_bar == "working"
    app.status_bar = False
    assert app.status_bar is False


def test_a_running_office_is_connected_to_and_let_go(app, book):
    pipe = app.impl.connection.own.pipe
    book.sheets[0]["A1"].value = "seen"
    again = engine.connect(pipe)
    assert again == app
    assert again.books[book.name].sheets[0]["A1"].value == "seen"


def test_nobody_at_a_pipe_is_a_readable_error(app):
    with pytest.raises(engine.OfficeStartError, match="No LibreOffice listens"):
        engine.connect("nobody-listens-here")


def test_this_python_runs_in_no_office(app):
    with pytest.raises(engine.OfficeStartError, match="inside"):
        engine.attach()


def test_a_closed_book_is_a_readable_error(app):
    book = app.books.add()
    sheet = book.sheets[0]
    cell = sheet["A1"]
    book.close()
    with pytest.raises(engine.OfficeError):
        cell.value = 1


def test_an_office_that_died_is_a_readable_error(start):
    office = start()
    sheet = office.books[0].sheets[0]
    process = office.impl.connection.own
    office.kill()
    assert process.poll() is not None
    with pytest.raises(engine.OfficeGoneError, match="closed meanwhile"):
        sheet["A1"].value = 1
    assert office.pid not in xw.apps.keys()  # noqa: SIM118 - a collection of xlwings' own


def test_an_office_ends_and_leaves_nothing(start):
    office = start()
    office.books[0].sheets[0]["A1"].value = "not saved"
    process = office.impl.connection.own
    assert process._profile.is_dir()
    office.quit()
    assert process.poll() == 0
    assert not process._profile.exists()


def test_macros_that_are_not_there_say_so(app, book):
    with pytest.raises(engine.OfficeError, match=r"no macro Module1\.Nothing"):
        app.macro("Module1.Nothing")()
