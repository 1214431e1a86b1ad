"""Where sheets and tables of a workbook stand: as in a new one, or among those of the user."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlcrm.cells import TablePlace
from xlcrm.language import DEFAULT, text
from xlcrm.sheets import MODELS
from xlcrm.template.drop_downs import KEY as DROP_DOWNS
from xlcrm.template.table_sheet import table_place

START = "start"
"""The key of the Start sheet."""


@dataclass(frozen=True)
class Places:
    """Where sheets and tables stand.

    Attributes:
        language: of titles and headers.
        titles: the titles that sheets have here, by table or by key; those of a new workbook for
            all others.
        kept: the tables that the user has already, where they stand.
    """

    language: str = DEFAULT
    titles: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, TablePlace] = field(default_factory=dict)

    def title(self, key: str) -> str:
        """The title of a sheet, by table or key."""
        return self.titles.get(key) or usual_title(key, self.language)

    def table(self, table: str) -> TablePlace:
        """Where a table stands."""
        if table in self.kept:
            return self.kept[table]
        return table_place(table, self.language)._replace(sheet=self.title(table))


def usual_title(key: str, language: str) -> str:
    """The title that a sheet has in a new workbook."""
    if key in MODELS:
        return text(f"table.{key}.title", language)
    return text({START: "start.sheet", DROP_DOWNS: "list.sheet.title"}[key], language)
