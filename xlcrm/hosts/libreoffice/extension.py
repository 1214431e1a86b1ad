"""The extension as a file (.oxt), built from the catalogues of functions and commands."""

import io
import sysconfig
import zipfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from xlcrm.hosts.libreoffice.buttons import buttons_by_name
from xlcrm.hosts.libreoffice.configuration import (
    components,
    description,
    events_configuration,
    functions_configuration,
    manifest,
)
from xlcrm.hosts.libreoffice.icons import icons
from xlcrm.hosts.libreoffice.menu import (
    menu_configuration,
    protocol_configuration,
    toolbar_configuration,
)
from xlcrm.hosts.libreoffice.names import DOCUMENT, IDENTIFIER, INTERFACE, SERVICES
from xlcrm.hosts.libreoffice.type_library import type_library
from xlcrm.language import LANGUAGES, text
from xlcrm.udfs.catalogue import FUNCTIONS

FILE_NAME = "xlcrm.oxt"
LOADER = "python/xlcrm_loader.py"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TYPE = "application/vnd.sun.star."
_CONFIGURATION = {
    "CalcAddIns.xcu": functions_configuration,
    "Jobs.xcu": events_configuration,
    "Addons.xcu": menu_configuration,
    "ProtocolHandler.xcu": protocol_configuration,
    "CalcWindowState.xcu": toolbar_configuration,
}
_LOOKED_AT = (
    ("xlcrm.rdb", f"{_TYPE}uno-typelibrary;type=RDB"),
    *((name, f"{_TYPE}configuration-data") for name in _CONFIGURATION),
    ("xlcrm.components", f"{_TYPE}uno-components"),
)


def package_folders() -> list[str]:
    """The folders in which this Python finds xlcrm and what it needs."""
    own = Path(__file__).resolve().parents[3]
    found = [own, *(Path(sysconfig.get_path(kind)) for kind in ("purelib", "platlib"))]
    return list(dict.fromkeys(str(folder) for folder in found))


def build_extension(folders: Sequence[str]) -> bytes:
    """The extension; equal arguments give equal bytes.

    Args:
        folders: where the office's Python finds xlcrm and what it needs, the first one first.

    Returns:
        The content of the .oxt file.
    """
    titles = {language: text("office.title", language) for language in LANGUAGES}
    loader = Path(__file__).with_name("loader.py").read_bytes()
    files = {
        "META-INF/manifest.xml": manifest(_LOOKED_AT),
        "description.xml": description(IDENTIFIER, version("xlcrm"), titles),
        "xlcrm.rdb": functions_library(),
        **{name: build() for name, build in _CONFIGURATION.items()},
        **icons(buttons_by_name().values()),
        "xlcrm.components": components(LOADER, SERVICES),
        LOADER: loader,
        "python/paths.txt": "\n".join(folders).encode(),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def functions_library() -> bytes:
    """The type library of the worksheet functions.

    Before what the user types, each takes the document of its cell, which Calc fills in.
    """
    document = (DOCUMENT, "com.sun.star.beans.XPropertySet")
    return type_library(
        INTERFACE,
        [
            (
                function.name,
                "com.sun.star.sheet.XVolatileResult",
                [document, *((argument.name, "any") for argument in function.arguments)],
            )
            for function in FUNCTIONS.values()
        ],
    )
