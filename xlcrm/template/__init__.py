"""The workbook that a manager starts with, made from the declarations in `xlcrm.sheets`."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory

from xlcrm.language import DEFAULT
from xlcrm.template.drop_downs import drop_down_sheet, drop_downs_of
from xlcrm.template.sheets import template_sheets

__all__ = [
    "drop_down_sheet",
    "drop_downs_of",
    "template_content",
    "template_file",
    "template_sheets",
]

_FILE = "crm_template.xlsx"


def template_file() -> Traversable:
    """The built template: in the package where it was installed, else in the checkout."""
    packaged = files("xlcrm") / "templates" / _FILE
    return packaged if packaged.is_file() else Path(__file__).parents[2] / "templates" / _FILE


def template_content(language: str = DEFAULT) -> bytes:
    """The template's bytes; English is shipped as built, other languages are built when asked for.

    Args:
        language: of titles, headers, lists and hints.
    """
    if language == DEFAULT:
        return template_file().read_bytes()
    from xlcrm.template.build import build_template

    with TemporaryDirectory() as folder:
        made = Path(folder) / _FILE
        build_template(made, language)
        return made.read_bytes()
