"""What stands out in the flow of leads, in sentences: the answer, and what to do."""

from xlcrm.report.counts import FEW, count, number
from xlcrm.report.funnel_flow import CONVERSION, CONVERTED, HIGH, LOW, NO_ANSWER, OPEN, Flow
from xlcrm.report.funnel_offers import open_needs
from xlcrm.report.page import Page, figure_of, number_of

_MOST_OFFERS = 3
_ANSWERED_BANDS = 5
_UNANSWERED = 5
_SHARE, _WON_LOW, _WON_HIGH = 3, 4, 5
_QUOTED = 6


def answer(page: Page, flow: Flow) -> str:
    """The sheet's answer in a few sentences."""
    wording, figure = page.wording, flow.span.figure
    days = {"first": wording.day(figure.start), "last": wording.day(figure.end)}
    if flow.leads is None:
        said = [page.text("funnel.say.no_leads", n=flow.span.n, **days)]
    else:
        said = [_converted(page, flow, days), *_speed(page, flow)]
    return " ".join([*said, *_reason(page, flow)])


def _converted(page: Page, flow: Flow, days: dict[str, str]) -> str:
    assert flow.leads is not None
    rate = figure_of(flow.leads.call("CONVERSION_RATE"), page.context)
    opened = int(number_of(figure_of("LEADS_OPEN()", page.context)))
    n = rate.n or 0
    if n < FEW:
        return page.text("funnel.say.few", n=n, needed=FEW, open=opened, **days)
    ends = {name: page.wording.share(getattr(rate, name)) for name in ("value", "low", "high")}
    cases = page.wording.count(n)
    still = count(flow.by_source.total[OPEN])
    if still == opened:
        return page.text("funnel.say.rate_alone", cases=cases, still=still, **ends, **days)
    return page.text("funnel.say.rate", cases=cases, still=still, open=opened, **ends, **days)


def _speed(page: Page, flow: Flow) -> list[str]:
    assert flow.leads is not None
    median = figure_of(flow.leads.call("DAYS_TO_CONVERT"), page.context)
    if median.value is None or (median.n or 0) < FEW:
        return []
    return [page.text("funnel.say.speed", n=int(number_of(median) + 0.5))]


def _reason(page: Page, flow: Flow) -> list[str]:
    top, total = flow.reasons.top, flow.reasons.total
    if not top or not total or count(total[1]) < FEW:
        return []
    share = page.wording.share(number(top[2]))
    return [page.text("funnel.say.reason", n=count(total[1]), reason=top[0], share=share)]


def findings(page: Page, flow: Flow) -> list[str]:
    """What to do about it, a sentence each."""
    return [
        *_waiting(page, flow),
        *_offers(page),
        *_silent(page, flow),
        *_losses(page, flow),
        *_sources(page, flow),
    ]


def _waiting(page: Page, flow: Flow) -> list[str]:
    if flow.leads is None:
        return [page.text("funnel.do.sort")]
    overdue = figure_of("LEADS_OVERDUE()", page.context)
    opened = overdue.n or 0
    if not opened:
        return []
    return [page.text("funnel.do.open", n=opened, overdue=int(number_of(overdue)))]


def _offers(page: Page) -> list[str]:
    """The likeliest offer for the needs of the most open leads."""
    fit = [offer for offer in open_needs(page.context) if offer.bought and offer.customers >= FEW]
    return [
        page.text(
            "funnel.do.offer",
            n=offer.open,
            need=offer.need,
            product=offer.bought[0][1][0],
            bought=count(offer.bought[0][1][1]),
            customers=offer.customers,
        )
        for offer in fit[:_MOST_OFFERS]
    ]


def quick_answers(page: Page, flow: Flow) -> str:
    """Whether quick answers are bought from more often; "" where there are too few to compare."""
    known = [row for row in flow.bands.rows[:_ANSWERED_BANDS] if count(row[1]) >= FEW]
    if len(known) < 2:  # noqa: PLR2004 - two can be compared
        return ""
    first, *later = known
    slower = [row for row in later if number(row[_WON_HIGH]) < number(first[_WON_LOW])]
    if not slower:
        return page.text("funnel.say.no_difference")
    quick, slow = (page.wording.share(number(row[_SHARE])) for row in (first, slower[0]))
    named = {"band": first[0], "other": slower[0][0]}
    return page.text("funnel.say.quick", quick=quick, slow=slow, **named)


def _silent(page: Page, flow: Flow) -> list[str]:
    """How many nobody has answered."""
    if flow.inquiries is None or not flow.bands.rows:
        return []
    silent = count(flow.bands.rows[_UNANSWERED][1])
    if not silent:
        return []
    every = sum(count(row[1]) for row in flow.bands.rows)
    return [page.text("funnel.do.silent", n=silent, every=every)]


def _losses(page: Page, flow: Flow) -> list[str]:
    """The heaviest reason, and what was lost because we did not answer."""
    total = flow.reasons.total
    if not total or count(total[1]) < FEW:
        return []
    said = []
    top = flow.reasons.top
    no_answer = page.context.frames.word("Inquiries", "lost_reason", NO_ANSWER)
    if top and top[0] != no_answer:
        amount = page.wording.money(number(top[_QUOTED]))
        counts = {"n": count(top[1]), "lost": count(total[1])}
        said.append(page.text("funnel.do.reason", reason=top[0], amount=amount, **counts))
    for row in flow.reasons.known:
        if row[0] == no_answer:
            amount = page.wording.money(number(row[_QUOTED]))
            said.append(page.text("funnel.do.no_answer", n=count(row[1]), amount=amount))
    return said


def _sources(page: Page, flow: Flow) -> list[str]:
    """Sources whose leads convert more or less often than all, if that is no chance."""
    if not flow.by_source.total:
        return []
    whole = number(flow.by_source.total[CONVERSION])
    said = []
    for row in flow.by_source.known:
        if count(row[1]) < FEW:
            continue
        better, worse = number(row[LOW]) > whole, number(row[HIGH]) < whole
        if better or worse:
            shares = {
                "share": page.wording.share(number(row[CONVERSION])),
                "whole": page.wording.share(whole),
            }
            counts = {"n": count(row[1]), "converted": count(row[CONVERTED])}
            name = "funnel.do.better" if better else "funnel.do.worse"
            said.append(page.text(name, source=row[0], **counts, **shares))
    return said
