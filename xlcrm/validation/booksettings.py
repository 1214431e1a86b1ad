"""Settings: values that they cannot take, names that nobody knows, and the missing country."""

from collections.abc import Collection, Iterator

import polars as pl

from xlcrm.cells import Address, Value
from xlcrm.errors import UsageError
from xlcrm.frames import ROW, Frames
from xlcrm.problems import Problem
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.kinds import Kind, shown
from xlcrm.sheets.settings import SETTINGS, read_settings
from xlcrm.sheets.vocabularies import folded
from xlcrm.validation.findings import findings, table_finding

_SAME_NAME = 80.0


_MEANT = {"UK": "GB", "EN": "GB"}
"""What people write for a country, though the letters are no country's."""


def country_of(frames: Frames) -> str:
    """The country for phone numbers without a plus; "" where it is blank or wrong."""
    for _, key, value in _settings(frames):
        if key == "country":
            return "" if _is_wrong(key, value) else read_settings({key: value}).country
    return ""


def settings_problems(frames: Frames) -> list[Problem]:
    """What is wrong with the settings."""
    return [*_wrong(frames), *_unknown(frames), *_country_missing(frames)]


def _settings(frames: Frames) -> list[tuple[int, str, Value]]:
    """The sheet row, key and cell of each setting."""
    grid = frames.grids.get("Settings")
    value = frames.header("Settings", "value")
    if grid is None or not value:
        return []
    cells, first = grid.column(value), grid.place.first_row
    rows = frames["Settings"].select(ROW, "key").drop_nulls()
    return [(row, key, cells[row - first]) for row, key in rows.iter_rows()]


def _wrong(frames: Frames) -> list[Problem]:
    wrong = [
        {
            ROW: row,
            "setting": key,
            "value": shown(value),
            "suggestion": _MEANT.get(shown(value).strip().upper(), "") if key == "country" else "",
        }
        for row, key, value in _settings(frames)
        if _is_wrong(key, value)
    ]
    return findings(frames, "Settings", "value", "setting.wrong", pl.DataFrame(wrong))


def _is_wrong(key: str, value: Value) -> bool:
    try:
        country = read_settings({key: value}).country
    except UsageError:
        return True
    return bool(country) and country.upper() not in _countries()


def _countries() -> Collection[str]:
    """Two letters of each country that has phone numbers of its own."""
    import phonenumbers

    return phonenumbers.SUPPORTED_REGIONS


def _unknown(frames: Frames) -> list[Problem]:
    """Names close to a setting's; any other row may be the manager's own note."""
    from rapidfuzz import fuzz, process

    unknown = []
    for row, key, _ in _settings(frames):
        if key not in SETTINGS:
            near = process.extractOne(
                folded(key).replace(" ", "_"),
                list(SETTINGS),
                scorer=fuzz.ratio,
                score_cutoff=_SAME_NAME,
            )
            if near:
                unknown.append({ROW: row, "setting": key, "suggestion": near[0]})
    return findings(frames, "Settings", "key", "setting.unknown", pl.DataFrame(unknown))


def _country_missing(frames: Frames) -> Iterator[Problem]:
    """One finding for all phone numbers that nobody can tell the country of."""
    place, header = frames.place("Settings"), frames.header("Settings", "value")
    if place is None or not header:
        return
    rows = {key: (row, value) for row, key, value in _settings(frames)}
    row, value = rows.get("country", (0, None))
    if shown(value).strip() not in {"", "None"}:
        return
    n = sum(_without_plus(frames, table) for table in frames.grids if table in MODELS)
    if n:
        cell = Address(row, place.column_of(header)).a1 if row else ""
        named = {"n": n}
        yield table_finding(
            frames, "Settings", "setting.country_missing", named, cell=cell, field="value"
        )


def _without_plus(frames: Frames, table: str) -> int:
    phones = (name for name, column in columns(MODELS[table]).items() if column.kind is Kind.PHONE)
    return sum(
        int((~frames[table][name].drop_nulls().str.starts_with("+")).sum()) for name in phones
    )
