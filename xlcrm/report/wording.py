"""Numbers inside of sentences, as the reader's language writes them."""

from dataclasses import dataclass
from datetime import date

from babel.numbers import format_decimal

from xlcrm.sheets.settings import Settings

_HUNDRED = 100


@dataclass(frozen=True)
class Wording:
    """How a workbook's figures read in its language, with its currency.

    Attributes:
        language: the language.
        currency: what stands behind money; "" for nothing.
    """

    language: str
    currency: str

    @classmethod
    def of(cls, settings: Settings) -> "Wording":
        """The wording of a workbook."""
        return cls(settings.language, settings.currency.strip())

    def count(self, number: float) -> str:
        """A number in groups of thousands, without decimals: "12,345"."""
        return str(format_decimal(number, format="#,##0", locale=self.language))

    def share(self, fraction: float) -> str:
        """A fraction as a percentage with one decimal: 0.2063 is "20.6%"."""
        return (
            str(format_decimal(fraction * _HUNDRED, format="#,##0.0", locale=self.language)) + "%"
        )

    def money(self, amount: float) -> str:
        """An amount with the currency; cents only below a hundred."""
        small = abs(amount) < _HUNDRED and amount != int(amount)
        number = format_decimal(
            amount, format="#,##0.00" if small else "#,##0", locale=self.language
        )
        return f"{number} {self.currency}".rstrip()

    def day(self, day: date | None) -> str:
        """A day, as the sheets' dates are formatted; "" for none."""
        return "" if day is None else f"{day:%Y-%m-%d}"
