"""Files: where they are, and which kind the office writes by which ending."""

from pathlib import Path
from typing import Any

from xlcrm.hosts.libreoffice.engine import bridge
from xlcrm.hosts.libreoffice.engine.errors import BookUnreadableError, BookUnwritableError

_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xltx": "Calc MS Excel 2007 XML Template",
    ".xls": "MS Excel 97",
    ".xlt": "MS Excel 97 Vorlage/Template",
    ".ods": "calc8",
    ".ots": "calc8_template",
    ".csv": "Text - txt - csv (StarCalc)",
    ".html": "HTML (StarCalc)",
}
_OOXML = frozenset({".xlsx", ".xlsm", ".xltx"})
_UPDATE_NEVER, _NO_MACROS = 0, 0


def url(path: str | Path) -> str:
    """A file's address as the office takes it."""
    return Path(path).resolve().as_uri()


def path(address: str) -> str:
    """A file of an address that the office gives; "" where there is no file."""
    return str(bridge.uno().fileUrlToSystemPath(address)) if address.startswith("file:") else ""


def load(desktop: Any, fullname: str, *, read_only: bool, password: str | None) -> Any:
    """Opens a spreadsheet; macros in it do not run and links are not followed.

    Args:
        desktop: the office's desktop.
        fullname: the path.
        read_only: whether it cannot be saved in place.
        password: what opens it, or None.

    Raises:
        BookUnreadableError: it is locked, damaged, or no spreadsheet.
    """
    # A hidden document would lose its frozen panes when it is saved.
    options: dict[str, Any] = {"ReadOnly": read_only, "UpdateDocMode": _UPDATE_NEVER}
    options["MacroExecutionMode"] = _NO_MACROS
    if password is not None:
        options["Password"] = password
    try:
        model = desktop.loadComponentFromURL(
            url(fullname), "_blank", 0, bridge.properties(**options)
        )
    except (bridge.error_class("io.IOException"), _illegal()) as error:
        raise _unreadable(fullname) from error
    if model is None:
        raise _unreadable(fullname)
    if not model.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
        model.close(True)
        raise _unreadable(fullname)
    return model


def store(model: Any, fullname: str, password: str | None) -> None:
    """Saves a document under a path, in the kind that the ending says.

    Raises:
        ValueError: the office writes no files with this ending.
        BookUnwritableError: the file cannot be written.
    """
    ending = Path(fullname).suffix.lower()
    if ending not in _FILTERS:
        known = ", ".join(_FILTERS)
        raise ValueError(f"LibreOffice cannot save as {ending or 'a file without ending'}: {known}")
    if not Path(fullname).resolve().parent.is_dir():
        # The office would make the folder.
        raise _unwritable(fullname)
    options: dict[str, Any] = {"FilterName": _FILTERS[ending], "Overwrite": True}
    if password is not None:
        options |= _protection(ending, password)
    try:
        model.storeAsURL(url(fullname), bridge.properties(**options))
    except bridge.error_class("io.IOException") as error:
        raise _unwritable(fullname) from error


def _protection(ending: str, password: str) -> dict[str, Any]:
    if ending not in _OOXML:
        return {"Password": password}
    # Files of Excel's would silently be saved open with the plain argument.
    parts = (("CryptoType", "Standard"), ("OOXPassword", password))
    values = tuple(bridge.struct("beans.NamedValue", Name=name, Value=part) for name, part in parts)
    return {"EncryptionData": bridge.typed("[]com.sun.star.beans.NamedValue", values)}


def store_in_place(model: Any) -> None:
    """Saves a document where it came from.

    Raises:
        BookUnwritableError: the file cannot be written, or was opened for reading only.
    """
    try:
        model.store()
    except bridge.error_class("io.IOException") as error:
        raise _unwritable(path(model.getURL())) from error


def export(model: Any, fullname: str, filter_name: str) -> None:
    """Writes a copy by one of the office's filters.

    Raises:
        BookUnwritableError: the file cannot be written.
    """
    options = bridge.properties(FilterName=filter_name, Overwrite=True)
    try:
        model.storeToURL(url(fullname), options)
    except bridge.error_class("io.IOException") as error:
        raise _unwritable(fullname) from error


def picture(connection: Any, shape: Any, fullname: str) -> None:
    """Writes what is drawn as a PNG picture."""
    exporter = connection.service("drawing.GraphicExportFilter")
    exporter.setSourceDocument(shape)
    exporter.filter(bridge.properties(URL=url(fullname), MediaType="image/png"))


def _illegal() -> type[Exception]:
    return bridge.error_class("lang.IllegalArgumentException")


def _unreadable(fullname: str) -> BookUnreadableError:
    return BookUnreadableError(
        f"LibreOffice cannot open {fullname}: it is open elsewhere, damaged, protected by "
        "a password, or no spreadsheet."
    )


def _unwritable(fullname: str) -> BookUnwritableError:
    return BookUnwritableError(
        f"LibreOffice cannot write {fullname}: it is open elsewhere, or cannot be written there."
    )
