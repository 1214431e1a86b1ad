"""A range with all that it can do."""

from typing import Any

from xlcrm.hosts.libreoffice.engine import hyperlinks, notes
from xlcrm.hosts.libreoffice.engine.addresses import Place
from xlcrm.hosts.libreoffice.engine.autofilters import AutoFilter
from xlcrm.hosts.libreoffice.engine.range_looks import RangeLooks
from xlcrm.hosts.libreoffice.engine.range_moves import RangeMoves
from xlcrm.hosts.libreoffice.engine.range_search import RangeSearch
from xlcrm.hosts.libreoffice.engine.range_sizes import RangeSizes
from xlcrm.hosts.libreoffice.engine.range_values import RangeValues
from xlcrm.hosts.libreoffice.engine.validations import DataValidation


class Range(RangeValues, RangeLooks, RangeSizes, RangeMoves, RangeSearch):
    """A rectangle of cells on a sheet."""

    @property
    def _first(self) -> Place:
        return self.place.part(0, 0)

    @property
    def note(self) -> notes.Note | None:
        """The note on the first cell, or None."""
        return notes.note_at(self.sheet, self._first)

    def add_note(self, text: str) -> notes.Note:
        """Puts a note on the first cell."""
        return notes.add(self.sheet, self._first, text)

    @property
    def hyperlink(self) -> str:
        """Where the link in the first cell leads.

        Raises:
            ValueError: the cell holds no link.
        """
        return hyperlinks.read(self.sheet.cell_at(self.place))

    def add_hyperlink(
        self, address: str, text_to_display: str | None = None, screen_tip: str | None = None
    ) -> None:
        """Fills the first cell with a link; the office shows its own tip."""
        del screen_tip
        text = text_to_display or address
        cell = self.sheet.cell_at(self.place)
        hyperlinks.write(self.sheet.document.model, cell, address, text)

    @property
    def data_validation(self) -> DataValidation:
        """What may be typed into the cells."""
        return DataValidation(self)

    @property
    def autofilter(self) -> AutoFilter:
        """The filter of a plain range with a header row."""
        return AutoFilter(self.sheet, self._filter_area)

    def _filter_area(self) -> Any:
        areas = self.sheet.document.model.getPropertyValue("UnnamedDatabaseRanges")
        position = self.sheet.position
        if not areas.hasByTable(position):
            areas.setByTable(self.place.office(position))
        area = areas.getByTable(position)
        area.setDataArea(self.place.office(position))
        return area
