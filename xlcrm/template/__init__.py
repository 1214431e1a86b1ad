"""The workbook that a manager starts with, made from the declarations in `xlcrm.sheets`."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from xlcrm.template.drop_downs import drop_down_sheet, drop_downs_of
from xlcrm.template.sheets import template_sheets

__all__ = ["drop_down_sheet", "drop_downs_of", "template_file", "template_sheets"]

_FILE = "crm_template.xlsx"


def template_file() -> Traversable:
    """The built template: in the package where it was installed, else in the checkout."""
    packaged = files("xlcrm") / "templates" / _FILE
    return packaged if packaged.is_file() else Path(__file__).parents[2] / "templates" / _FILE
