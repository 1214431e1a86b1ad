"""Macros: those of the office, and those in a book that may run them."""

from typing import Any

from xlcrm.hosts.libreoffice.engine import bridge
from xlcrm.hosts.libreoffice.engine.documents import Document
from xlcrm.hosts.libreoffice.engine.errors import OfficeError


def run(connection: Any, document: Document, macro: str, args: list[Any]) -> Any:
    """Runs a macro.

    Args:
        connection: the office.
        document: the book whose own macros are meant by a short name.
        macro: "Module1.Name" of the book, or the office's address of a macro
            ("vnd.sun.star.script:...").
        args: what the macro is called with.

    Raises:
        OfficeError: there is no such macro, or it may not run: macros in opened files do not.
    """
    name = macro.rpartition("!")[2]
    provider = document.model.getScriptProvider()
    address = name
    if name.startswith("vnd.sun.star.script:"):
        factory = connection.service("script.provider.MasterScriptProviderFactory")
        provider = factory.createScriptProvider("")
    else:
        address = f"vnd.sun.star.script:Standard.{name}?language=Basic&location=document"
    try:
        result, _, _ = provider.getScript(address).invoke(tuple(args), (), ())
    except bridge.error_class("script.provider.ScriptFrameworkErrorException") as error:
        raise OfficeError(f"LibreOffice has no macro {name}, or may not run it.") from error
    return result
