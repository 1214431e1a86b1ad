"""What the manager says about the mapping: it goes before whatever we think."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlcrm.cells import TablePlace
from xlcrm.crm.recognising import Match, Reason
from xlcrm.errors import UsageError
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.vocabularies import folded

NOTHING = "-"
"""Said for a field or a table that is not there."""


@dataclass(frozen=True)
class Wishes:
    """The options of the command.

    Attributes:
        tables: by our table the sheet or Excel table that it is; NOTHING for none.
        fields: by our table and field the header; NOTHING for none.
        date_order: the order of day and month where a column leaves it open; "" for none.
    """

    tables: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[tuple[str, str], str] = field(default_factory=dict)
    date_order: str = ""

    @classmethod
    def parse(cls, pairs: Mapping[str, str], date_order: str = "") -> "Wishes":
        """Reads "Orders=My sales" and "Orders.amount=Sum".

        Raises:
            UsageError: there is no such table or field ("adopt.no_table", "adopt.no_field").
        """
        tables: dict[str, str] = {}
        fields: dict[tuple[str, str], str] = {}
        for key, value in pairs.items():
            named, dot, name = key.partition(".")
            table = next((known for known in MODELS if folded(known) == folded(named)), "")
            if not table:
                raise UsageError("adopt.no_table", table=named, tables=", ".join(MODELS))
            wanted = folded(name).replace(" ", "_")
            if not dot:
                tables[table] = value
            elif wanted in columns(MODELS[table]):
                fields[table, wanted] = value
            else:
                known_fields = ", ".join(columns(MODELS[table]))
                raise UsageError("adopt.no_field", field=name, table=table, fields=known_fields)
        return cls(tables, fields, date_order)

    def table_of(self, place: TablePlace) -> str | None:
        """Which of ours a table was said to be; None where nothing was said."""
        for table, named in self.tables.items():
            if folded(named) in {folded(place.name), folded(place.sheet)} - {""}:
                return table
        return None

    def applied(self, table: str, headers: Sequence[str], matches: Sequence[Match]) -> list[Match]:
        """The columns with what was said about them.

        Raises:
            UsageError: a header is not there ("adopt.no_header").
        """
        made = list(matches)
        for (known, name), header in self.fields.items():
            if known != table:
                continue
            at = next((i for i, one in enumerate(headers) if folded(one) == folded(header)), None)
            if at is None and header != NOTHING:
                told = ", ".join(headers)
                raise UsageError("adopt.no_header", header=header, table=table, headers=told)
            made = [
                Match(one.column, None, 0.0, Reason.OWN) if one.field == name else one
                for one in made
            ]
            if at is not None:
                made[at] = Match(at, name, 1.0, Reason.GIVEN)
        return made
