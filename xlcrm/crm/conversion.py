"""Converting leads that bought into customers (docs/definitions.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from xlcrm.crm.box_two import BoxTwo
from xlcrm.crm.buying import Evidence, evidence
from xlcrm.crm.candidates import Candidate, candidates
from xlcrm.crm.carrying import Carried, Carrier
from xlcrm.crm.conversion_plan import ConversionPlan, ConvertedLead, Converting
from xlcrm.crm.conversion_problems import conversion_problems
from xlcrm.crm.edits import Edits
from xlcrm.crm.following import follow, mark_inquiries
from xlcrm.crm.keys import TAX_NAMES, Key, Keys, name_key
from xlcrm.crm.matching import Match, Party, PartyIndex, settle
from xlcrm.crm.parties import Boxes, customer_index, names
from xlcrm.frames import Frames

_SAYING_WHO = ("name", "company", "phone", "email")


def plan_conversion(frames: Frames, as_of: date, lead_ids: Sequence[str] = ()) -> ConversionPlan:
    """Plans the conversion of leads into customers.

    Without ids: every lead that its own or its inquiry's status calls bought, or that Orders
    names. The customer is looked for by the lead's keys (`matching`); none is created, one is
    merged into, two or more stop the lead until the manager types the customer's id into its row.
    Leads of one run that are the same party become one customer. Rows that share a lead ID stop,
    and so does who would become a customer whose ID stands in several rows. Blank cells of the
    customer are filled, filled ones are kept and differences listed. Whatever names the lead
    follows.

    A converted lead is left alone, but lines that still carry its id go to its customer. A second
    run plans nothing.

    Args:
        frames: the workbook's tables.
        as_of: today, for the run; rows and days after it are not known yet.
        lead_ids: the leads that the manager picked; empty for all that bought.
    """
    edits = Edits(frames)
    boxes = Boxes.of(frames, edits)
    proof = evidence(frames, boxes.customer_ids, as_of)
    picked = tuple(dict.fromkeys(one.strip() for one in lead_ids))
    batch, refused = candidates(boxes, proof, picked)
    targets = _targets(boxes, batch)
    two = BoxTwo(boxes, edits, targets.customers)
    leads = _converted(boxes, proof, batch, targets, two, as_of)
    _mark(edits, batch, leads)
    days = {
        lead.lead_id: (lead.customer_id, lead.converted_on) for lead in leads if lead.converted_on
    }
    mark_inquiries(frames, edits, days)
    moved = {
        one: to
        for one, to in boxes.converted.items()
        if (not picked or one in picked) and one not in boxes.doubled_leads
    }
    moved |= {lead: customer for lead, (customer, _) in days.items()}
    followed = follow(
        frames, edits, {one: to for one, to in moved.items() if one not in boxes.customer_ids}
    )
    leads += refused
    return ConversionPlan(
        edits.patches() + two.added(),
        tuple(leads),
        conversion_problems(boxes, leads, as_of),
        followed,
    )


@dataclass(frozen=True)
class _Targets:
    """Into whom each candidate converts, by its number.

    Attributes:
        matches: what was found; the party of a candidate is a customer, known or new.
        creating: the candidates that make a customer.
        unknown: the candidates whose row names a customer that Customers does not have.
        named: the customers whose tax number, e-mail or phone a candidate has, before the run.
    """

    matches: Mapping[int, Match]
    creating: frozenset[int]
    unknown: frozenset[int]
    named: Sequence[frozenset[Party]]

    @property
    def customers(self) -> frozenset[str]:
        """All customers that are converted into."""
        return frozenset(match.party.id for match in self.matches.values() if match.party)


def _targets(boxes: Boxes, batch: Sequence[Candidate]) -> _Targets:
    creating: set[int] = set()

    def create(members: Sequence[int]) -> Party:
        creating.add(members[0])
        return Party(next(boxes.new_customers), customer=True)

    unknown = frozenset(
        n
        for n, lead in enumerate(batch)
        if lead.customer_id and lead.customer_id not in boxes.customer_ids
    )
    pending = {n: lead.keys for n, lead in enumerate(batch) if n not in unknown}
    index = customer_index(boxes)
    named = [index.named(lead.keys) for lead in batch]
    matches = settle(pending, index, create) if pending else {}
    return _Targets(matches, frozenset(creating), unknown, named)


def _converted(
    boxes: Boxes,
    proof: Evidence,
    batch: Sequence[Candidate],
    targets: _Targets,
    two: BoxTwo,
    as_of: date,
) -> list[ConvertedLead]:
    days = [proof.converted_on(lead.lead_id, lead.cells, as_of) for lead in batch]
    since = _since(proof, targets, days)
    known, carrier = names(boxes), Carrier(boxes.frames, as_of)
    leads: list[ConvertedLead] = []
    taken = PartyIndex()
    for n, lead in enumerate(batch):
        match = targets.matches.get(n)
        if match is None or match.party is None:
            leads.append(_stopped(boxes, lead, match))
            continue
        customer = match.party.id
        if customer in boxes.doubled_customers:
            leads.append(_of_several(boxes, lead, match, customer))
            continue
        what = carrier.brought(lead.cells)
        links = (since[customer], Carried("lead_id", lead.lead_id, "lead_id"))
        carried, differing = two.take(customer, (*what.values, *links))
        taken.add(match.party, _brought(lead.keys, carried))
        alike = known.get(name_key(lead.name), []) if n in targets.creating else []
        made = ConvertedLead(
            lead.lead_id,
            Converting.CREATES if n in targets.creating else Converting.MERGES,
            lead.cells["row"],
            lead.name,
            customer,
            lead.reason,
            by=match.by,
            first_inquiry=proof.first_inquiry(lead.lead_id, lead.cells),
            converted_on=days[n][0],
            carried=carried,
            differences=differing,
            left=what.left,
            nameless=n in targets.creating and not any(lead.cells[name] for name in _SAYING_WHO),
            alike=tuple(one for one in alike if one in boxes.customer_ids)[:3],
        )
        leads.append(made)
    return _with_others(batch, targets, taken, leads)


def _brought(keys: Keys, carried: Sequence[Carried]) -> Keys:
    """The keys of a lead that its customer's row has taken; by the others nobody knows it."""
    names = {one.name for one in carried}
    return Keys(
        tax=keys.tax if names & TAX_NAMES else "",
        email=keys.email if "email" in names else "",
        phone=keys.phone if "phone" in names else "",
    )


def _with_others(
    batch: Sequence[Candidate],
    targets: _Targets,
    taken: PartyIndex,
    leads: Sequence[ConvertedLead],
) -> list[ConvertedLead]:
    """Adds whom a weaker key than the one that decided names; none where the manager decided."""
    told: list[ConvertedLead] = []
    for n, made in enumerate(leads):
        match = targets.matches.get(n)
        if match and match.party and match.by not in {None, Key.ID}:
            named = targets.named[n] | taken.named(batch[n].keys)
            others = tuple(sorted(one.id for one in named - {match.party}))[:3]
            told.append(replace(made, others=others))
        else:
            told.append(made)
    return told


def _since(
    proof: Evidence, targets: _Targets, days: Sequence[tuple[date, str]]
) -> dict[str, Carried]:
    """Since when each customer is one: the first order, or the first of the conversions."""
    found: dict[str, list[tuple[date, str]]] = {}
    for n, match in targets.matches.items():
        if match.party:
            found.setdefault(match.party.id, []).append(days[n])
    for customer, known in found.items():
        ordered = proof.ordered.get(customer)
        if ordered:
            known.append((ordered, "orders"))
    return {customer: Carried("customer_since", *min(known)) for customer, known in found.items()}


def _stopped(boxes: Boxes, lead: Candidate, match: Match | None) -> ConvertedLead:
    if match:
        code, found = "convert.ambiguous", tuple(party.id for party in match.candidates)
    else:
        found = tuple(sorted(boxes.written_otherwise(lead.customer_id)))
        code = "convert.unknown_near" if found else "convert.unknown_customer"
    return ConvertedLead(
        lead.lead_id,
        Converting.STOPPED,
        lead.cells["row"],
        lead.name,
        lead.customer_id,
        lead.reason,
        code,
        match.by if match else None,
        found,
    )


def _of_several(boxes: Boxes, lead: Candidate, match: Match, customer: str) -> ConvertedLead:
    """A lead whose customer's id stands in several rows: into which, is not known."""
    return ConvertedLead(
        lead.lead_id,
        Converting.STOPPED,
        lead.cells["row"],
        lead.name,
        customer,
        lead.reason,
        "convert.doubled_customer",
        match.by,
        elsewhere=boxes.cells("Customers", "customer_id", boxes.doubled_customers[customer]),
    )


def _mark(edits: Edits, batch: Sequence[Candidate], leads: Sequence[ConvertedLead]) -> None:
    """Marks the leads converted, with the date and the link to the customer."""
    for lead, made in zip(batch, leads, strict=True):
        if made.converted_on is None:
            continue
        cells = {
            "status": "converted",
            "status_on": made.converted_on,
            "closed_on": lead.cells["closed_on"] or made.converted_on,
            "customer_id": made.customer_id,
            "converted_on": made.converted_on,
        }
        for name, value in cells.items():
            if lead.cells[name] != value:
                edits.write("Leads", name, made.row, value)
