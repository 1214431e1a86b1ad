"""The sample firm as columns of each table, and as patches onto a new workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from xlcrm.cells import Value
from xlcrm.language import DEFAULT, text
from xlcrm.patches import AppendRows, EditCells, Patch
from xlcrm.sample.aftercare import (
    activity_rows,
    prospect_rows,
    stage_rows,
    survey_rows,
    touchpoint_rows,
)
from xlcrm.sample.boxes import customer_rows, inquiry_rows, lead_rows
from xlcrm.sample.calendar import Calendar
from xlcrm.sample.dirt import Dirt, plant
from xlcrm.sample.orders import Row, order_rows
from xlcrm.sample.people import People
from xlcrm.sample.story import tell
from xlcrm.sample.telling import Teller
from xlcrm.sample.words import NEEDS, OWNERS, PRODUCTS, REGIONS
from xlcrm.sheets import MODELS, columns, label
from xlcrm.sheets.settings import SETTINGS

_SETTINGS: Mapping[str, Value] = {"currency": "GBP", "country": "GB", "capacity_per_day": 1}
_FIRST_ROW = 2
"""Where the settings begin in a new workbook, in the order of their model."""


@dataclass(frozen=True)
class SampleFirm:
    """The sample firm.

    Attributes:
        as_of: the last day of its story.
        tables: the rows of each table by columns: header, values of one length. Columns that no
            model knows are the firm's own.
        dirt: what was spoiled, and where.
        language: in which it is told.
    """

    as_of: date
    tables: Mapping[str, Mapping[str, Sequence[Value]]]
    dirt: tuple[Dirt, ...]
    language: str = DEFAULT

    def patches(self) -> tuple[Patch, ...]:
        """What turns a new workbook into the firm's: its rows, its words on Lists, its settings."""
        keys = list(SETTINGS)
        settings: dict[str, Value] = {**_SETTINGS, "as_of": self.as_of}
        edits = {_FIRST_ROW + keys.index(key): value for key, value in settings.items()}
        return (
            *(AppendRows(table, columns) for table, columns in self.tables.items()),
            EditCells("Settings", label("value", self.language), edits),
        )


def sample_firm(as_of: date, seed: int = 7, language: str = DEFAULT) -> SampleFirm:
    """Makes the sample firm.

    Args:
        as_of: the last day of its story, which begins 730 days before.
        seed: another seed, another firm; the same seed and day, the same firm.
        language: in which it is told.
    """
    random = Random(seed)  # noqa: S311 - a story, not a secret
    calendar = Calendar.until(as_of)
    people = People(random)
    parties = tell(calendar, people, random)
    rows = {
        "Inquiries": inquiry_rows(parties, calendar, random),
        "Leads": lead_rows(parties, calendar, random),
        "Customers": customer_rows(parties, random),
        "Orders": order_rows(parties, calendar, random),
        "Activities": activity_rows(parties, calendar, random),
        "Prospects": prospect_rows(parties, calendar, people, random),
        "Stages": stage_rows(),
        "Touchpoints": touchpoint_rows(parties, calendar, random),
        "Surveys": survey_rows(parties, calendar, random),
    }
    dirt = plant(rows, calendar, random)
    teller = Teller(language)
    told = {table: teller.rows(table, rows[table]) for table in rows}
    told["Lists"] = [{"list": name, "value": teller.text(one)} for name, one in _words(language)]
    tables = {table: _columns(table, told[table], language) for table in told}
    return SampleFirm(as_of, tables, dirt, language)


def _words(language: str) -> list[tuple[str, str]]:
    categories = dict.fromkeys(product.category for product in PRODUCTS.values())
    own = {
        "owner": OWNERS,
        "region": REGIONS,
        "need": NEEDS,
        "product": PRODUCTS,
        "category": categories,
    }
    return [(text(f"list.{name}", language), word) for name, words in own.items() for word in words]


def _columns(table: str, rows: Sequence[Row], language: str) -> dict[str, list[Value]]:
    declared = columns(MODELS[table])
    used = {name for row in rows for name in row}
    fields = [name for name in declared if name in used]
    own = [name for row in rows[:1] for name in row if name not in declared]
    return {
        label(name, language) if name in declared else name: [row.get(name) for row in rows]
        for name in (*fields, *own)
    }
