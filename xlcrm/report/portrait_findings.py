"""What stands out among the inquiries, in sentences: the answer, and what to do."""

from collections.abc import Sequence

from xlcrm.cells import Value
from xlcrm.report.counts import FEW, count, number
from xlcrm.report.page import Page
from xlcrm.report.portrait_asked import BEFORE, BOUGHT, EVER, NEW, Asked
from xlcrm.report.portrait_attributes import Attribute
from xlcrm.sheets.vocabularies import folded

_ENOUGH = 5
"""What is asked for less often may be chance, and is not named."""
_MUCH_UNKNOWN, _MORE = 0.3, 1.5
_MOST_NAMED, _MOST_TO_ASK = 4, 2
_LOW = 3


def answer(page: Page, asked: Asked) -> str:
    """The sheet's answer in a few sentences."""
    wording, figure = page.wording, asked.span.figure
    days = {"first": wording.day(figure.start), "last": wording.day(figure.end)}
    new = wording.count(asked.new_people)
    cases = wording.count(asked.n)
    said = [page.text("portrait.say.asked", n=asked.n, cases=cases, new=new, **days)]
    if asked.n < FEW:
        return f"{said[0]} {page.text('portrait.say.few', needed=FEW)}"
    by_name = {attribute.name: attribute for attribute in asked.who}
    named = {
        "channel": by_name.get("channel"),
        "need": asked.need,
        "product": asked.product,
    }
    for name, attribute in named.items():
        if attribute and attribute.counts.top and count(attribute.counts.top[1]) >= _ENOUGH:
            label, n = attribute.counts.top[:2]
            share = wording.share(count(n) / asked.n)
            said.append(page.text(f"portrait.say.{name}", label=label, share=share))
    return " ".join(said)


def findings(page: Page, asked: Asked) -> list[str]:
    """What to do about it, a sentence each: what to ask, to offer, to tell, to prepare for."""
    return [
        *_not_sold(page, asked),
        *_risen(page, asked),
        *_new(page, asked),
        *_weekday(page, asked),
        *_competitor(page, asked),
        *_unknown(page, asked),
    ]


def _listed(page: Page, rows: Sequence[Sequence[Value]]) -> str:
    dearest = sorted(rows, key=lambda row: -count(row[1]))[:_MOST_NAMED]
    return ", ".join(f"{row[0]} ({page.wording.count(count(row[1]))})" for row in dearest)


def _often(attribute: Attribute) -> list[Sequence[Value]]:
    return [row for row in attribute.counts.known if count(row[1]) >= _ENOUGH]


def _not_sold(page: Page, asked: Asked) -> list[str]:
    """What is asked for and stands in no order; without orders, what nobody bought."""
    said = []
    often = _often(asked.product)
    absent = [row for row in often if asked.sold and folded(str(row[0])) not in asked.sold]
    if absent:
        said.append(page.text("portrait.do.not_sold", names=_listed(page, absent)))
    unsold = [row for row in often if row not in absent and not count(row[BOUGHT])]
    if unsold:
        said.append(page.text("portrait.do.not_bought", names=_listed(page, unsold)))
    return said


def _risen(page: Page, asked: Asked) -> list[str]:
    """The need or product that grew most since the period before, if by half at least."""
    found = [
        (count(row[1]) - count(row[BEFORE]), row)
        for attribute in (asked.need, asked.product)
        for row in attribute.counts.known
        if count(row[1]) >= FEW and count(row[BEFORE]) >= _ENOUGH
    ]
    grown = [(by, row) for by, row in found if count(row[1]) >= _MORE * count(row[BEFORE])]
    if not grown:
        return []
    _, row = max(grown, key=lambda one: one[0])
    counts = {"now": count(row[1]), "before": count(row[BEFORE])}
    return [page.text("portrait.do.risen", name=row[0], **counts)]


def _new(page: Page, asked: Asked) -> list[str]:
    """What nobody asked for before, and what only new people ask for."""
    said = []
    total = asked.product.counts.total
    often = [*_often(asked.need), *_often(asked.product)]
    first = [row for row in often if not count(row[EVER])]
    if total and count(total[EVER]) >= FEW and first:
        said.append(page.text("portrait.do.first_time", names=_listed(page, first)))
    only = [row for row in often if count(row[NEW]) == count(row[1])]
    if asked.n - asked.new_people >= _ENOUGH and only:
        said.append(page.text("portrait.do.only_new", names=_listed(page, only)))
    return said


def _weekday(page: Page, asked: Asked) -> list[str]:
    """The weekday that gets more than its share, if that is no chance."""
    counts = asked.weekday.counts
    top = counts.top
    if not top or asked.n < FEW or len(counts.known) < _LOW:
        return []
    if number(top[3]) <= 1 / len(counts.known):
        return []
    share = page.wording.share(number(top[2]))
    return [page.text("portrait.do.weekday", day=top[0], share=share)]


def _competitor(page: Page, asked: Asked) -> list[str]:
    top = asked.lost_to.counts.top
    if not top or count(top[1]) < _ENOUGH:
        return []
    return [page.text("portrait.do.competitor", name=top[0], n=count(top[1]))]


def _unknown(page: Page, asked: Asked) -> list[str]:
    """The columns in which most is missing."""
    if asked.n < FEW:
        return []
    missing = [
        (one.counts.unknown, one.header)
        for one in (*asked.who, asked.need, asked.product, asked.quoted)
        if one.counts.known and one.counts.unknown >= _MUCH_UNKNOWN * asked.n
    ]
    missing.sort(reverse=True)
    return [
        page.text("portrait.do.ask", name=header, n=n, share=page.wording.share(n / asked.n))
        for n, header in missing[:_MOST_TO_ASK]
    ]
