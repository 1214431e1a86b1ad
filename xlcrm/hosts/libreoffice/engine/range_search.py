"""Finding cells in a range: by their text, by what they hold."""

from typing import Any

from xlcrm.hosts.libreoffice.engine.addresses import Place, from_office
from xlcrm.hosts.libreoffice.engine.range_base import RangeBase
from xlcrm.hosts.libreoffice.engine.range_values import FORMULA, MOMENT, TEXT, VALUE

_RESULTS = {"numbers": 1, "text": 2, "errors": 4}
"""The office's kinds of formula results (com.sun.star.sheet.FormulaResult)."""
_CONSTANTS = {"numbers": VALUE | MOMENT, "text": TEXT, None: VALUE | MOMENT | TEXT}
_IN_VALUES = 1


class RangeSearch(RangeBase):
    """Searches a range."""

    def get_special_cells(self, cell_type: str, value_type: str | None) -> list[Any]:
        """The ranges of blank, constant, formula or visible cells."""
        cells = self.api
        if cell_type == "blanks":
            found = cells.queryEmptyCells()
        elif cell_type == "visible":
            found = cells.queryVisibleCells()
        elif cell_type == "constants":
            if value_type not in _CONSTANTS:
                return []
            found = cells.queryContentCells(_CONSTANTS[value_type])
        elif value_type is None:
            found = cells.queryContentCells(FORMULA)
        elif value_type in _RESULTS:
            found = cells.queryFormulaCells(_RESULTS[value_type])
        else:
            raise NotImplementedError("LibreOffice knows no logical results.")
        return [self.area(from_office(address)) for address in found.getRangeAddresses()]

    def _search(self, text: str, *, whole: bool, match_case: bool) -> Any:
        search = self.api.createSearchDescriptor()
        search.SearchString = text
        search.SearchWords = whole
        search.SearchCaseSensitive = match_case
        return search

    def find(self, text: str, whole: bool, direction: str, order: str, match_case: bool) -> Any:
        """The first cell, or going backward the last one, that shows a text; or None."""
        if self.place.cells < 1:
            return None
        search = self._search(text, whole=whole, match_case=match_case)
        search.SearchType = _IN_VALUES
        search.SearchByRow = order == "rows"
        found = self.api.findAll(search)
        if found is None:
            return None
        cells = [
            (row, column)
            for part in map(from_office, found.getRangeAddresses())
            for row in range(part.row, part.last_row + 1)
            for column in range(part.column, part.last_column + 1)
        ]
        pick = min if direction == "forward" else max
        row, column = pick(cells, key=lambda at: at if order == "rows" else at[::-1])
        return self.area(Place(row, column))

    def replace_all(self, old: str, new: str, whole: bool, match_case: bool) -> None:
        """Replaces a text wherever it stands, in formulas, too."""
        if self.place.cells < 1:
            return
        replace = self.api.createReplaceDescriptor()
        replace.SearchString = old
        replace.ReplaceString = new
        replace.SearchWords = whole
        replace.SearchCaseSensitive = match_case
        self.api.replaceAll(replace)
