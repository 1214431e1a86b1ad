"""Polars works in one thread where it serves cells, unless the user has said another number.

And the thread that computes lets that of the windows go first.
"""

import os
import subprocess
import sys

import pytest

from xlcrm.hosts.threads import take_short_turns

SHOWN = "import polars; print(polars.thread_pool_size())"
EXCEL = (
    "import sys, types; sys.modules['xlwings'] = types.SimpleNamespace(serve=print); "
    "from xlcrm.hosts.excel import server; server.serve('')"
)
SETTLED = "from xlcrm.hosts.threads import settle_threads; settle_threads()"


@pytest.mark.parametrize("begins", [SETTLED, EXCEL])
@pytest.mark.parametrize(("said", "threads"), [({}, 1), ({"POLARS_MAX_THREADS": "3"}, 3)])
def test_the_number_of_threads(begins, said, threads):
    rest = {name: value for name, value in os.environ.items() if name != "POLARS_MAX_THREADS"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", f"{begins}; {SHOWN}"],
        env=rest | said,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split()[-1] == str(threads)


def test_a_thread_that_waits_is_let_in_soon():
    before = sys.getswitchinterval()
    try:
        take_short_turns()
        assert sys.getswitchinterval() <= before / 5
    finally:
        sys.setswitchinterval(before)
