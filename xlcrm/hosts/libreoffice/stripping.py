"""Function names in a file that Calc saved: without the prefix that only Calc understands."""

import os
from pathlib import Path

from xlcrm.errors import XlcrmError
from xlcrm.hosts.libreoffice.formulas import as_excel_knows
from xlcrm.opc.archive import verify_archive, write_archive
from xlcrm.opc.draft import Draft
from xlcrm.opc.package import Package

_PARTS = ("xl/worksheets/", "xl/workbook.xml")


def strip_prefixes(path: Path) -> bool:
    """Rewrites an .xlsx file so that its formulas call functions by the names that Excel knows.

    The file is written beside, read back and put in place; its time stays, so that the office does
    not take it for changed by others.

    Args:
        path: the file.

    Returns:
        Whether it was rewritten; a file without such formulas, or that cannot be read (because it
        has a password), is left alone.

    Raises:
        OSError: the file cannot be written; it is as it was.
    """
    path = path.resolve()  # a link is not to become a file
    try:
        package = Package.open(path)
    except XlcrmError:
        return False
    beside = path.with_name(f".{path.name}.xlcrm")
    with package:
        draft = Draft(package)
        for name in draft:
            if name.startswith(_PARTS) and name.endswith(".xml"):
                before = draft.read(name)
                after = as_excel_knows(before)
                if after != before:
                    draft.put(name, after)
        changed = draft.changes()
        if not changed:
            return False
        try:
            with beside.open("wb") as target:
                write_archive(package, target, changed)
                target.flush()
                os.fsync(target.fileno())
            verify_archive(package, beside, changed)
            found = path.stat()
            beside.chmod(found.st_mode & 0o777)
            os.utime(beside, ns=(found.st_atime_ns, found.st_mtime_ns))
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    return True
