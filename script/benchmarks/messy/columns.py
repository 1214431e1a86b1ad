"""The columns of the made workbooks: which field each is, and its cells with all their dirt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from benchmarks.messy import words

START, DAYS = date(2023, 1, 2), 600


@dataclass(frozen=True)
class Made:
    """One cell: what is written, what it means, and whether that is to be told as a problem.

    Attributes:
        written: as it stands in the workbook.
        meant: what a person reads in it; None for nothing.
        wrong: whether no value can be right: it must be told.
    """

    written: Any
    meant: Any = None
    wrong: bool = False


@dataclass(frozen=True)
class Habits:
    """How one manager writes.

    Attributes:
        language: of the words.
        order: of date texts: "dmy" or "mdy".
        mark: what stands between their parts.
        decimal: the decimal mark of number texts.
        dirt: the share of cells that are not as they should be.
    """

    language: str
    order: str
    mark: str
    decimal: str
    dirt: float


Maker = Callable[[Random, Habits, int], Made]


def _pick(random: Random, choices: Mapping[str, tuple[str, ...]], habits: Habits) -> str:
    return random.choice(choices[habits.language])


def _text(choices: Mapping[str, tuple[str, ...]], *, free: bool = False) -> Maker:
    """Texts; where the column takes any label, a word such as "none" may be one."""

    def make(random: Random, habits: Habits, _: int) -> Made:
        made = _soiled(random, habits, _pick(random, choices, habits))
        word = made.written if made.meant is None else None
        return made if not free or word in {None, *words.MARKS} else Made(word, word)

    return make


def _soiled(random: Random, habits: Habits, text: str) -> Made:
    """A text with blanks around it, or nothing, in one of the ways in which people write that."""
    if random.random() >= habits.dirt:
        return Made(text, text)
    dirt = random.randrange(4)
    if dirt == 0:
        return Made(f"{text}  ", text)
    if dirt == 1:
        return Made(f"\u00a0{text}\u00a0", text)
    if dirt == 2:
        return Made(_pick(random, words.BLANKS, habits))
    return Made(None)


def _day(random: Random, habits: Habits, _: int) -> Made:
    day = START + timedelta(days=random.randrange(DAYS))
    if random.random() >= 2.5 * habits.dirt:
        return Made(day, day)
    return Made(_day_text(random, habits, day), day)


def _day_text(random: Random, habits: Habits, day: date) -> str:
    parts = [f"{day.day:02d}", f"{day.month:02d}"]
    if habits.order == "mdy":
        parts.reverse()
    style = random.randrange(5)
    if style == 0:
        return day.isoformat()
    year = f"{day.year % 100:02d}" if style == 1 else str(day.year)
    text = habits.mark.join([*parts, year])
    return f" {text} " if style == 2 else text


def _text_day(random: Random, habits: Habits, _: int) -> Made:
    """A column in which every date is a text."""
    day = START + timedelta(days=random.randrange(DAYS))
    return Made(_day_text(random, habits, day), day)


def _remarked_day(random: Random, habits: Habits, row: int) -> Made:
    """Dates among which somebody has left remarks, and days that never were."""
    if random.random() < habits.dirt:
        if random.random() < 0.3 and habits.order == "dmy":
            return Made(f"31{habits.mark}02{habits.mark}2024", None, wrong=True)
        return Made(_pick(random, words.REMARKS, habits), None, wrong=True)
    return Made(None) if random.random() < 0.2 else _day(random, habits, row)


def _moment(random: Random, habits: Habits, row: int) -> Made:
    made = _day(random, habits, row)
    if isinstance(made.written, date) and random.random() < 0.5:
        when = datetime(*made.written.timetuple()[:3], random.randrange(8, 19), 30)
        return Made(when, when)
    return made


def _phone(random: Random, habits: Habits, _: int) -> Made:
    digits = f"{random.randrange(10_000_000):07d}"
    if habits.language == "ru":
        area = random.choice(("495", "812", "916"))
        national = f"{area}{digits}"
        text = random.choice(
            (
                f"8 ({area}) {digits[:3]}-{digits[3:5]}-{digits[5:]}",
                f"+7{national}",
                f"8{national}",
                f"+7 {area} {digits[:3]} {digits[3:]}",
            )
        )
    elif habits.language == "ro":
        text = random.choice((f"+373 69 {digits[:6]}", f"069{digits[:6]}", f"0 69 {digits[:6]}"))
    else:
        text = random.choice((f"+44 20 7946 0{digits[:3]}", f"020 7946 0{digits[:3]}"))
    if random.random() < habits.dirt / 2:
        bare = int("".join(filter(str.isdigit, text)))
        return Made(bare, str(bare), wrong=True)
    return _soiled(random, habits, text)


def _email(random: Random, habits: Habits, row: int) -> Made:
    text = f"{random.choice(('info', 'sales', 'office', 'a.b'))}{row}@example.com"
    if random.random() < habits.dirt / 3:
        return Made(text.replace("@", " at "), text.replace("@", " at "), wrong=True)
    return _soiled(random, habits, text)


def _amount(random: Random, habits: Habits, _: int) -> Made:
    cents = random.randrange(1_000, 5_000_000)
    if random.random() < 0.05:
        cents = -cents
    number = cents / 100
    if random.random() >= 1.5 * habits.dirt:
        return Made(number, number)
    if random.random() < 0.1:
        return Made(_pick(random, words.REMARKS, habits), None, wrong=True)
    whole, fraction = divmod(abs(cents), 100)
    mark = random.choice(("", " ", "\u00a0"))
    grouped = f"{whole:,}".replace(",", mark)
    before, after = random.choice((words.CURRENCIES[habits.language], ("", "")))
    sign = "-" if cents < 0 else ""
    return Made(
        f"{sign}{before if not sign else ''}{grouped}{habits.decimal}{fraction:02d}{after}", number
    )


def _quantity(random: Random, habits: Habits, _: int) -> Made:
    number = random.randrange(1, 40)
    return Made(str(number) if random.random() < habits.dirt else number, float(number))


def _number(_: Random, __: Habits, row: int) -> Made:
    return Made(row + 1)


def _price(random: Random, _: Habits, __: int) -> Made:
    return Made(random.randrange(100, 9_000) / 10)


def _score(random: Random, habits: Habits, _: int) -> Made:
    if random.random() < habits.dirt / 2:
        return Made(12, None, wrong=True)
    number = random.randrange(11)
    return Made(number, number)


def _known(choices: Mapping[str, Mapping[str, str]]) -> Maker:
    """Labels of a list, as people write them in their language; meant is ours."""

    def make(random: Random, habits: Habits, _: int) -> Made:
        text = random.choice(tuple(choices[habits.language]))
        meant = choices[habits.language][text]
        if random.random() < habits.dirt:
            text = random.choice((text.upper(), f"{text} ", text.capitalize()))
        return Made(text, meant)

    return make


STATUSES = {
    "en": {"open": "open", "won": "bought", "lost": "lost", "offer": "offer"},
    "ru": {"продано": "bought", "потеряно": "lost", "отложено": "postponed"},
    "ro": {"pierdut": "lost", "amânat": "postponed", "cumpărat": "bought"},
}
LEAD_STATUSES = {
    "en": {"new": "new", "won": "bought", "lost": "lost", "in progress": "working"},
    "ru": {"новый": "new", "потеряно": "lost", "отложено": "postponed"},
    "ro": {"nou": "new", "pierdut": "lost", "amânat": "postponed"},
}

FIELDS: Mapping[str, tuple[str | None, Maker]] = {
    "date": ("date", _day),
    "text_date": ("date", _text_day),
    "asked": ("date", _moment),
    "first": ("first_inquiry", _day),
    "text_first": ("first_inquiry", _text_day),
    "customer": ("customer_id", _text(words.FIRMS)),
    "name": ("name", _text(words.FIRST)),
    "first_name": ("name", _text(words.FIRST)),
    "last_name": ("name", _text(words.LAST)),
    "middle_name": ("name", _text(words.MIDDLE)),
    "company": ("company", _text(words.FIRMS)),
    "phone": ("phone", _phone),
    "email": ("email", _email),
    "product": ("product", _text(words.PRODUCTS, free=True)),
    "quantity": ("quantity", _quantity),
    "amount": ("amount", _amount),
    "owner": ("owner", _text(words.OWNERS, free=True)),
    "source": ("source", _text(words.SOURCES)),
    "request": ("request", _text(words.REQUESTS)),
    "status": ("status", _known(STATUSES)),
    "lead_status": ("status", _known(LEAD_STATUSES)),
    "next": ("next_step_date", _remarked_day),
    "region": ("region", _text(words.CITIES, free=True)),
    "since": ("customer_since", _remarked_day),
    "party": ("party_id", _text(words.FIRMS)),
    "kind": ("kind", _text(words.PRODUCTS, free=True)),
    "score": ("score", _score),
    "note": ("note", _text(words.NOTES)),
    "comment": ("comment", _text(words.NOTES)),
    "colour": (None, _text(words.COLOURS, free=True)),
    "number": (None, _number),
    "price": (None, _price),
}
"""By kind of column: the field that it is (None for one of the manager's own), and its maker."""

HEADED_AS = {
    "text_date": "date",
    "text_first": "first",
    "lead_status": "status",
    "party": "customer",
    "comment": "note",
}
"""Kinds of columns whose headers are those of another."""
