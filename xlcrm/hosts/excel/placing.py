"""Files of ours in folders of Excel's: written as a whole, taken out, and refusals explained."""

import tempfile
from pathlib import Path

from xlcrm.errors import HostError


def put(target: Path, content: bytes) -> None:
    """Writes a file as a whole: Excel, started in between, finds the old or the new one.

    Args:
        target: the file; its folder is made where it is missing.
        content: its bytes.

    Raises:
        HostError: Excel has the file open, or the folder cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Not in the startup folder itself: Excel would open what is not finished.
        with tempfile.NamedTemporaryFile(dir=target.parent.parent, delete=False) as beside:
            beside.write(content)
        try:
            Path(beside.name).replace(target)
        except OSError:
            Path(beside.name).unlink()
            raise
    except OSError as error:
        raise _refused(error, target) from error


def remove(file: Path) -> None:
    """Takes a file out.

    Raises:
        HostError: Excel has it open, or the folder cannot be written.
    """
    try:
        file.unlink()
    except OSError as error:
        raise _refused(error, file) from error


def _refused(error: OSError, file: Path) -> HostError:
    why = error.strerror or str(error)
    if isinstance(error, PermissionError) and file.exists():
        return HostError("host.excel_has_it_open", file=str(file), why=why)
    return HostError("host.folder_refused", folder=str(file.parent), why=why)
