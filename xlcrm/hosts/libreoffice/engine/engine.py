"""The engine: what xlwings asks for by the name "libreoffice"."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from xlcrm.hosts.libreoffice.engine.apps import Apps
from xlcrm.hosts.libreoffice.engine.reading import CellError

NAME = "libreoffice"


class Engine:
    """LibreOffice Calc for xlwings."""

    def __init__(self) -> None:
        self._apps = Apps(self)

    @property
    def apps(self) -> Apps:
        """The offices."""
        return self._apps

    @property
    def name(self) -> str:
        """The engine's name."""
        return NAME

    @property
    def type(self) -> str:
        """The kind of engine: one that drives a program on this machine."""
        return "desktop"

    @staticmethod
    def prepare_xl_data_element(x: Any, options: dict[str, Any]) -> Any:
        """A value on its way into a cell: what is missing is "", numbers are Python's."""
        del options
        if x is None:
            return ""
        if type(x) is str or type(x) is bool:
            return x
        if type(x) is float:
            return "" if x != x else x  # noqa: PLR0124 - only NaN differs from itself
        if type(x) is dt.datetime and x.tzinfo is None:
            return x
        return _prepared(x)

    @staticmethod
    def clean_value_data(
        data: Sequence[Sequence[Any]],
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Values on their way out of cells.

        Args:
            data: rows as they were read.
            datetime_builder: makes a moment of year, month, day, hour, minute, second,
                microsecond and tzinfo.
            empty_as: what an empty cell is.
            number_builder: makes a number of a float, or None.
            err_to_str: whether an error is its text, "#N/A"; else it is None.
        """

        def clean(value: Any) -> Any:
            if type(value) is float:
                return value if number_builder is None else number_builder(value)
            if value is None or value == "":
                return empty_as
            if isinstance(value, CellError):
                return str(value) if err_to_str else None
            if isinstance(value, dt.datetime):
                return value if datetime_builder is dt.datetime else _built(datetime_builder, value)
            return value

        return [[clean(value) for value in row] for row in data]


def _built(builder: Callable[..., Any], value: dt.datetime) -> Any:
    return builder(
        year=value.year,
        month=value.month,
        day=value.day,
        hour=value.hour,
        minute=value.minute,
        second=value.second,
        microsecond=value.microsecond,
        tzinfo=None,
    )


def _prepared(x: Any) -> Any:
    if _is_missing(x):
        return ""
    if isinstance(x, dt.datetime):
        moment = x.to_pydatetime() if hasattr(x, "to_pydatetime") else x
        return moment.replace(tzinfo=None)
    if isinstance(x, bool | dt.date | dt.time | dt.timedelta | str):
        return x
    if isinstance(x, int | float | Decimal):
        return float(x)
    item = getattr(x, "item", None)
    if item is None:
        # A period of pandas is its text, "2024Q1"; anything else is refused when it is written.
        return str(x) if hasattr(x, "asfreq") else x
    value = item()
    if isinstance(value, int) and hasattr(x, "astype") and x.dtype.kind == "M":
        value = x.astype("datetime64[us]").item()
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _is_missing(x: Any) -> bool:
    # NaT, NaN and NA are not equal to themselves, or do not know; numpy's and pandas' alike.
    try:
        return bool(x != x)  # noqa: PLR0124
    except (TypeError, ValueError):
        return True
