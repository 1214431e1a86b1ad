"""Numbers inside of sentences, as the reader's language writes them."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from xlcrm.language import DEFAULT
from xlcrm.language.writing import DAYS, Numeral, marked
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

    def count(self, number: float) -> Numeral:
        """A number in groups of thousands, without decimals: "12,345"."""
        return Numeral(self._written(number, 0), number)

    def decimal(self, number: float) -> str:
        """A number in groups of thousands, with one decimal: "12.3"."""
        return self._written(number, 1)

    def share(self, fraction: float) -> str:
        """A fraction as a percentage with one decimal: 0.2063 is "20.6%"."""
        space = "" if self.language == DEFAULT else "\u00a0"
        return f"{self._written(fraction * _HUNDRED, 1)}{space}%"

    def money(self, amount: float) -> str:
        """An amount with the currency; cents only below a hundred."""
        small = abs(amount) < _HUNDRED and amount != int(amount)
        return f"{self._written(amount, 2 if small else 0)} {self.currency}".rstrip()

    def _written(self, number: float, decimals: int) -> str:
        """A number rounded half-up, as the cells' number formats round."""
        rounded = Decimal(repr(float(number))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        return marked(f"{rounded:,f}", self.language)

    def day(self, day: date | None) -> str:
        """A day, as the sheets' dates are formatted; "" for none."""
        return "" if day is None else f"{day:{DAYS[self.language]}}"
