"""Run by the office when it first needs the extension: finds xlcrm and hands its component over.

This file stands alone in the extension, beside a list of the folders where the packages are.
"""

import site
import sys
from pathlib import Path


def _reach(folders: list[str]) -> None:
    """Makes packages importable, before those that the office finds by itself."""
    before = list(sys.path)
    for folder in folders:
        site.addsitedir(folder)
    # One that the office finds by itself, too, comes first all the same.
    added = [path for path in sys.path if path not in before]
    sys.path[:] = list(dict.fromkeys([*folders, *added, *before]))


_reach(Path(__file__).with_name("paths.txt").read_text(encoding="utf-8").splitlines())

from xlcrm.hosts.libreoffice.component import implementations  # noqa: E402 - found only now

g_ImplementationHelper = implementations()  # noqa: N816 - the office looks for this name
