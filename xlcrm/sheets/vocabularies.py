"""The lists behind the drop-downs: their labels, and the other ways in which people write them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

LABELS: Mapping[str, tuple[str, ...]] = {
    "inquiry_status": ("open", "offer", "bought", "postponed", "lost"),
    "lead_status": ("new", "working", "offer", "bought", "postponed", "lost", "converted"),
    "channel": ("phone", "e-mail", "web form", "visit", "messenger", "fair"),
    "source": ("search", "recommendation", "advertising", "social media", "repeat", "cold call"),
    "sex": ("female", "male"),
    "need": (),
    "product": (),
    "category": (),
    "region": (),
    "size": ("small", "medium", "large"),
    "lost_reason": ("price", "no answer from us", "chose another", "no need", "bad timing"),
    "owner": (),
    "yes_no": ("yes", "no"),
    "consent": ("given", "withdrawn"),
    "activity_kind": ("call", "visit", "meeting", "e-mail", "offer"),
    "activity_result": (
        "no answer",
        "gatekeeper",
        "decision maker",
        "offer requested",
        "refused",
        "done",
    ),
    "touchpoint_kind": ("contact", "complaint", "praise", "delivery", "invoice", "visit"),
    "moment": ("good", "neutral", "bad"),
    "control": ("ours", "shared", "not ours"),
    "prospect_status": ("new", "called", "meeting", "offer", "refused", "lead"),
}
"""Every list that a column names, with the labels of a new workbook; the manager adds to them."""

ALIASES: Mapping[str, Mapping[str, str]] = {
    "inquiry_status": {
        "won": "bought",
        "sold": "bought",
        "new": "open",
        "working": "open",
        "in progress": "open",
        "engaging": "open",
        "prospecting": "open",
        "offered": "offer",
        "quoted": "offer",
        "closed lost": "lost",
        "closed won": "bought",
        "later": "postponed",
    },
    "lead_status": {
        "won": "bought",
        "sold": "bought",
        "open": "working",
        "in progress": "working",
        "engaging": "working",
        "prospecting": "new",
        "offered": "offer",
        "quoted": "offer",
        "closed lost": "lost",
        "closed won": "bought",
        "later": "postponed",
    },
    "channel": {"call": "phone", "email": "e-mail", "mail": "e-mail", "website": "web form"},
    "sex": {"f": "female", "m": "male", "woman": "female", "man": "male"},
    "yes_no": {"y": "yes", "n": "no", "true": "yes", "false": "no", "1": "yes", "0": "no"},
    "activity_kind": {"email": "e-mail", "phone": "call"},
    "moment": {"+": "good", "-": "bad", "0": "neutral"},
}

CLOSED = frozenset({"inquiry_status", "lead_status", "moment", "activity_result", "consent"})
"""Lists whose labels commands and figures depend on: another label is an error."""

_NEAR_ENOUGH = 75.0


def folded(label: str) -> str:
    """A label as it is compared: trimmed, single blanks, no case."""
    return " ".join(label.split()).casefold()


@dataclass(frozen=True)
class Vocabulary:
    """One list with its labels and aliases.

    Attributes:
        name: the list's name.
        labels: in the order of the Lists sheet.
        aliases: other ways to write a label.
        closed: whether another label is an error (commands depend on it) or a warning.
    """

    name: str
    labels: tuple[str, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)
    closed: bool = False

    def known(self) -> dict[str, str]:
        """What may stand in a cell, folded, and the label that it means."""
        own = {folded(label): label for label in self.labels}
        return {folded(other): label for other, label in self.aliases.items()} | own

    def canonical(self, label: str) -> str | None:
        """The label that a text means; None when the list does not have it.

        An empty list takes every label: the manager has not made it yet.
        """
        return self.known().get(folded(label)) if self.labels else label

    def nearest(self, label: str) -> str:
        """The label that looks most like a text; "" when none does."""
        from rapidfuzz import fuzz, process

        known = self.known()
        found = process.extractOne(
            folded(label), known.keys(), scorer=fuzz.WRatio, score_cutoff=_NEAR_ENOUGH
        )
        return known[found[0]] if found else ""

    @property
    def unknown_code(self) -> str:
        """The problem's code for a label that is not in the list."""
        return "cell.label_unknown" if self.closed else "cell.label_not_listed"


def vocabularies(rows: Iterable[tuple[str, str, str | None]] = ()) -> dict[str, Vocabulary]:
    """All lists of a workbook.

    Args:
        rows: the Lists sheet: list, value, alias_of. A list of a closed column keeps its labels
            whatever the sheet says; for the others the sheet decides, where it names them.
    """
    labels = {name: list(own) for name, own in LABELS.items()}
    aliases = {name: dict(ALIASES.get(name, {})) for name in LABELS}
    seen: set[str] = set()
    for name, value, alias_of in rows:
        key = folded(name).replace(" ", "_")
        if key not in seen and key not in CLOSED:
            labels[key] = []
        seen.add(key)
        aliases.setdefault(key, {})
        if alias_of:
            aliases[key][value] = alias_of
        elif folded(value) not in map(folded, labels[key]):
            labels[key].append(value)
    return {
        name: Vocabulary(name, tuple(labels[name]), aliases[name], name in CLOSED)
        for name in labels
    }
