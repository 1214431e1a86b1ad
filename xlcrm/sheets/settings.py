"""Settings: what a workbook decides for itself, with what holds where it is silent."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from xlcrm.cells import Value
from xlcrm.errors import UsageError
from xlcrm.language import LANGUAGES

LONGEST_PRIOR = 36_525
"""In days: a hundred years, more than any two orders can lie apart."""


class Settings(BaseModel):
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

    model_config = ConfigDict(extra="ignore", frozen=True)

    as_of: date | None = None
    currency: str = ""
    lapse_k: float = Field(default=2.0, gt=0, le=100)
    lapse_floor_days: float = Field(default=30.0, ge=0, le=3650)
    lapse_prior_days: float | None = Field(default=None, gt=0, le=LONGEST_PRIOR)
    capacity_per_day: float | None = Field(default=None, gt=0, le=1e6)
    moments_ratio: float = Field(default=12.0, gt=0, le=1000)
    date_order: str = Field(default="", pattern="^(dmy|mdy|ymd)?$")
    language: str = "en"
    country: str = Field(default="", pattern="^([A-Za-z]{2})?$")
    versions_kept: int = Field(default=1, ge=1, le=50)

    @field_validator("language")
    @classmethod
    def _known(cls, language: str) -> str:
        if language.casefold() not in LANGUAGES:
            raise ValueError(language)
        return language.casefold()


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
    try:
        return Settings.model_validate(filled)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0])
        if lenient:
            sound = {name: value for name, value in filled.items() if name != key}
            return read_settings(sound, lenient=True)
        raise UsageError("setting.wrong", setting=key, value=filled[key]) from None
