"""Settings: what a workbook decides for itself, with what holds where it is silent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from xlcrm.cells import Value
from xlcrm.errors import UsageError
from xlcrm.language import LANGUAGES

if TYPE_CHECKING:
    from pydantic import BaseModel

LONGEST_PRIOR = 36_525
"""In days: a hundred years, more than any two orders can lie apart."""


class Limits(NamedTuple):
    """Between which numbers a setting lies.

    Attributes:
        least: the least; it is one itself only if `included`.
        most: the most.
        included: whether the least may be taken.
    """

    least: float
    most: float
    included: bool = False


LIMITS: Mapping[str, Limits] = MappingProxyType(
    {
        "lapse_k": Limits(0, 100),
        "lapse_floor_days": Limits(0, 3650, included=True),
        "lapse_prior_days": Limits(0, LONGEST_PRIOR),
        "capacity_per_day": Limits(0, 1e6),
        "moments_ratio": Limits(0, 1000),
        "versions_kept": Limits(1, 50, included=True),
    }
)
_FORMS: Mapping[str, str] = MappingProxyType(
    {"date_order": "^(dmy|mdy|ymd)?$", "country": "^([A-Za-z]{2})?$"}
)


@dataclass(frozen=True)
class Settings:
    """A workbook's settings (docs/definitions.md defines what they do).

    Attributes:
        as_of: the day for which figures are made; blank is today.
        currency: shown behind money, such as "EUR".
        lapse_k: a customer lapses after this many of their own cadences.
        lapse_floor_days: but never sooner than this.
        lapse_prior_days: the cadence expected of a new customer; blank is estimated.
        capacity_per_day: inquiries that the team can serve on a weekday; blank is unknown.
        moments_ratio: good moments that outweigh one bad one.
        date_order: the order of day and month in imported texts: "dmy", "mdy" or "ymd".
        language: the language of the workbook.
        country: two letters, for phone numbers without a plus.
        versions_kept: how many former versions of the file stay beside it.
    """

    as_of: date | None = None
    currency: str = ""
    lapse_k: float = 2.0
    lapse_floor_days: float = 30.0
    lapse_prior_days: float | None = None
    capacity_per_day: float | None = None
    moments_ratio: float = 12.0
    date_order: str = ""
    language: str = "en"
    country: str = ""
    versions_kept: int = 1


SETTINGS: Mapping[str, Any] = MappingProxyType({one.name: one.default for one in fields(Settings)})
"""What holds where the sheet is silent, by key."""

_KINDS: Mapping[str, type] = MappingProxyType(
    {one.name: (get_args(one.type) or (one.type,))[0] for one in fields(Settings)}
)


def kind_of(key: str) -> type:
    """Of what a setting is made: `date`, `float`, `int` or `str`."""
    return _KINDS[key]


def read_settings(values: Mapping[str, Value], *, lenient: bool = False) -> Settings:
    """Reads the Settings sheet's values by key; blank ones keep their default.

    Args:
        values: by key.
        lenient: whether a value that does not fit keeps its default, too.

    Raises:
        UsageError: a value does not fit; the text names the setting and what it takes.
    """
    filled: dict[str, Any] = {
        key: str(value).strip() if isinstance(value, str) else value
        for key, value in values.items()
        if value is not None and str(value).strip() != ""
    }
    as_of = filled.get("as_of")
    if isinstance(as_of, datetime):
        filled["as_of"] = as_of.date()
    known = {key: value for key, value in filled.items() if key in SETTINGS}
    wrong = "" if all(map(_fits, known, known.values())) else _converted(known)
    if not wrong:
        language = str(known.get("language", Settings.language)).casefold()
        if language in LANGUAGES:
            return Settings(**{**known, "language": language})
        wrong = "language"
    if lenient:
        sound = {name: value for name, value in known.items() if name != wrong}
        return read_settings(sound, lenient=True)
    raise UsageError("setting.wrong", setting=wrong, value=filled[wrong])


def _fits(key: str, value: Any) -> bool:
    """Whether a value is taken as it stands; the others are for pydantic, which loads slowly."""
    kind = kind_of(key)
    if kind is str:
        return isinstance(value, str) and re.match(_FORMS.get(key, ""), value) is not None
    if kind is date:
        return type(value) is date
    low, high, included = LIMITS[key]
    fits = type(value) in {kind, int} and low <= value <= high
    return fits and (included or value > low)


def _converted(values: dict[str, Any]) -> str:
    """Puts values of other types in the settings' own.

    Returns:
        The first key whose value does not fit, "" where all do.
    """
    from pydantic import ValidationError

    try:
        made = _model().model_validate(values)
    except ValidationError as error:
        return str(error.errors()[0]["loc"][0])
    values |= {key: getattr(made, key) for key in values}
    return ""


@cache
def _model() -> "type[BaseModel]":
    from pydantic import Field, create_model

    declared: dict[str, Any] = {}
    for one in fields(Settings):
        bounds: dict[str, Any] = {"pattern": _FORMS.get(one.name)}
        if one.name in LIMITS:
            low, high, included = LIMITS[one.name]
            bounds = {"ge" if included else "gt": low, "le": high}
        declared[one.name] = (one.type, Field(default=one.default, **bounds))
    return create_model("Settings", **declared)
