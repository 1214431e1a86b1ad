"""The engine inside of the office: the same calls, without a pipe."""

import json
import sys
from pathlib import Path

import pytest

COMPONENT = """
import json, os, sys
sys.path[:0] = {paths!r}
import unohelper
from com.sun.star.task import XJob

class Job(unohelper.Base, XJob):
    def __init__(self, context):
        self.context = context

    def execute(self, arguments):
        try:
            return json.dumps(self.work())
        except BaseException as error:
            return json.dumps({{"error": repr(error)}})

    def work(self):
        import xlwings as xw
        from xlcrm.hosts.libreoffice import engine

        app = engine.attach(self.context)
        engine.register().activate()
        book = app.books.add()
        sheet = book.sheets[0]
        sheet["A1"].value = [["a", 1.5], ["=B1*2", True]]
        found = {{
            "values": sheet["A1:B2"].value,
            "pid": app.pid == os.getpid(),
            "books": len(app.books),
            "unasked": engine.attach() == app,
        }}
        book.close()
        app.quit()
        return found | {{"apps": len(xw.apps)}}

g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Job, "engine.inside.Job", ())
"""


@pytest.fixture
def job(app, tmp_path):
    """A component in Python that the office loads and runs in its own process."""
    if sys.version_info[:2] != (3, 11):
        pytest.skip("the office's own Python may be another one than this")
    root = str(Path(__file__).parents[4])
    paths = [root, *(path for path in sys.path if "site-packages" in path)]
    file = tmp_path / "inside.py"
    file.write_text(COMPONENT.format(paths=paths))
    connection = app.impl.connection
    loader = connection.service("loader.Python")
    factory = loader.activate("engine.inside.Job", "", file.as_uri(), None)
    return factory.createInstanceWithContext(connection.context)


def test_it_works_inside_of_the_office(app, book, job):
    assert json.loads(job.execute(())) == {
        "values": [["a", 1.5], [3.0, True]],
        "pid": True,
        "books": 2,
        "unasked": True,
        "apps": 0,
    }
    assert len(app.books) == 1
