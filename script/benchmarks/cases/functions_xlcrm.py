"""Computes worksheet functions as both hosts do: warm, with the threads that they give Polars.

functions_xlcrm.py BOOK. Reports `function.NAME` (milliseconds, everything worked out anew),
`again.NAME` (milliseconds, with what other cells have worked out) and `cells` (seconds for 500
different formula cells of one sheet together).
"""

import sys
from pathlib import Path

from xlcrm.hosts.threads import settle_threads

if __name__ == "__main__":
    settle_threads()
    # Only now: Polars looks for the number of threads when it is loaded.
    from benchmarks.warm import tell

    tell(Path(sys.argv[1]))
