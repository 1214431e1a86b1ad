"""People and firms of the sample: names, phones in all their spellings, addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from xlcrm.sample.chance import happens
from xlcrm.sample.words import (
    AREA_CODES,
    FIRM_FIRST,
    FIRM_SECOND,
    MEN,
    PROFILES,
    REGIONS,
    SURNAMES,
    WOMEN,
    Profile,
)

SPELLINGS: tuple[Callable[[str], str], ...] = (
    lambda number: number,
    lambda number: number.replace(" ", ""),
    lambda number: f"+44 {number[1:]}",
    lambda number: f"0044{number[1:].replace(' ', '')}",
    lambda number: f"+44 (0){number[1:].replace(' ', '-')}",
)
"""Five ways in which people write one number, given as "0161 496 0123"."""


@dataclass(frozen=True)
class Contact:
    """Somebody who asks or buys.

    Attributes:
        profile: the kind of customer.
        company: empty for a private person.
        phone: in its plain spelling; empty where only the e-mail is known.
        email: empty where only the phone is known.
        size: small, medium or large; empty for a private person.
    """

    profile: Profile
    name: str
    sex: str
    age: int
    company: str
    phone: str
    email: str
    region: str
    size: str


class People:
    """Makes contacts that differ in name, firm, phone and e-mail.

    Args:
        random: the source of chance.
    """

    def __init__(self, random: Random) -> None:
        self._random = random
        self._names: set[str] = set()
        self._firms: set[str] = set()
        self._made = 0

    def contact(self, profile: Profile | None = None) -> Contact:
        """A new contact, of a kind that is given or drawn."""
        random = self._random
        self._made += 1
        kind = profile or random.choices(PROFILES, [one.weight for one in PROFILES])[0]
        sex = random.choice(("female", "male"))
        name = self._unused(
            self._names,
            lambda: f"{random.choice(WOMEN if sex == 'female' else MEN)} {random.choice(SURNAMES)}",
        )
        company = self._company(kind) if kind.suffixes else ""
        region = random.choices(REGIONS, (4, 3, 5, 2))[0]
        reach = random.choices(("phone", "both", "email"), (30, 55, 15))[0]
        return Contact(
            profile=kind,
            name=name,
            sex=sex,
            age=random.randint(22, 67),
            company=company,
            phone=self._phone(region) if reach != "email" else "",
            email=_email(name, company) if reach != "phone" else "",
            region=region,
            size=random.choices(("small", "medium", "large"), (6, 3, 1))[0] if company else "",
        )

    def _company(self, profile: Profile) -> str:
        random = self._random
        name = self._unused(
            self._firms, lambda: f"{random.choice(FIRM_FIRST)} {random.choice(FIRM_SECOND)}"
        )
        return f"{name} {random.choice(profile.suffixes)}"

    def _phone(self, region: str) -> str:
        number = f"{self._made:03d}"
        if happens(self._random, 0.5):
            return f"07700 900{number}"
        return f"{AREA_CODES[region]}{number}"

    @staticmethod
    def _unused(taken: set[str], draw: Callable[[], str]) -> str:
        found = draw()
        while found in taken:
            found = draw()
        taken.add(found)
        return found


def spelled(number: str, random: Random) -> str:
    """A phone number in one of its spellings."""
    return random.choices(SPELLINGS, (10, 4, 5, 2, 2))[0](number) if number else ""


def _email(name: str, company: str) -> str:
    local = name.lower().replace(" ", ".")
    domain = "-".join(company.lower().split()[:2]) + ".example" if company else "mail.example.com"
    return f"{local}@{domain}"
