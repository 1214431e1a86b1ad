"""How many threads Polars works with in a program that serves a workbook's functions."""

import os


def settle_threads() -> None:
    """Has Polars, which looks when it is loaded, work in one thread, unless the user has said.

    A figure after an edit is many small pieces of work: handing them from thread to thread costs
    more than it saves, and takes the cores on which the program draws its window.
    """
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
