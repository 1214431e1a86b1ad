"""Of xlwings only the part under the BSD licence is used."""

import subprocess
import sys
from pathlib import Path

import xlcrm.hosts

SERVE = """
import sys, types
import xlwings
bare = {name for name in sys.modules if name.startswith(("xlwings.pro", "xlwings.server"))}
called = []
xlwings.serve = called.append
from xlcrm.hosts.excel import server
server.serve("{clsid}")
server.load("b", "1", False, [], [])
server.answer("b", "1", "CHURN_RATE", (None, None, None))
assert called == ["{clsid}"], called
now = {name for name in sys.modules if name.startswith(("xlwings.pro", "xlwings.server"))}
print(sorted(now - bare), "xlwings.server" in now)
"""


def test_only_the_free_part_of_xlwings_is_used():
    """No source names the rest; serving loads nothing of it that `import xlwings` does not."""
    folder = Path(xlcrm.hosts.__file__).parent
    for file in (*folder.rglob("*.py"), *folder.rglob("*.bas"), *folder.rglob("*.cls")):
        text = file.read_text(encoding="utf-8")
        assert "xlwings.pro" not in text, file
        assert "xlwings.server" not in text, file
    done = subprocess.run(
        [sys.executable, "-c", SERVE], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[] False", "")
