"""The lists behind the drop-downs: their labels, and the other ways in which people write them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

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
        return self._known

    @cached_property
    def _known(self) -> dict[str, str]:
        own = {folded(label): label for label in self.labels}
        return {folded(other): label for other, label in self.aliases.items()} | own

    @cached_property
    def _nearest(self) -> dict[str, str]:
        return {}

    def canonical(self, label: str) -> str | None:
        """The label that a text means; None when the list does not have it.

        An empty list takes every label: the manager has not made it yet.
        """
        return self._known.get(folded(label), None if self.labels else label)

    def nearest(self, label: str) -> str:
        """The label that looks most like a text; "" when none does."""
        from rapidfuzz import fuzz, process

        wanted = folded(label)
        if wanted not in self._nearest:
            found = process.extractOne(
                wanted, self._known.keys(), scorer=fuzz.WRatio, score_cutoff=_NEAR_ENOUGH
            )
            self._nearest[wanted] = self._known[found[0]] if found else ""
        return self._nearest[wanted]

    @property
    def unknown_code(self) -> str:
        """The problem's code for a label that is not in the list."""
        return "cell.label_unknown" if self.closed else "cell.label_not_listed"


def vocabularies(rows: Iterable[tuple[str, str, str | None]] = ()) -> dict[str, Vocabulary]:
    """All lists of a workbook.

    Args:
        rows: the Lists sheet: list, value, alias_of. A closed list keeps its labels whatever the
            sheet says, and takes only aliases from it; for the others the sheet decides, where it
            names labels of theirs.
    """
    labels: dict[str, dict[str, str]] = {}
    aliases: dict[str, dict[str, str]] = {}
    for name, value, alias_of in rows:
        key = list_key(name)
        if alias_of:
            aliases.setdefault(key, {})[value] = alias_of
        elif key not in CLOSED:
            labels.setdefault(key, {}).setdefault(folded(value), value)
    found = {}
    for name in dict.fromkeys([*LABELS, *labels, *aliases]):
        own = tuple(labels[name].values()) if name in labels else LABELS.get(name, ())
        usual = {
            other: label
            for other, label in ALIASES.get(name, {}).items()
            if folded(label) in map(folded, own)
        }
        found[name] = Vocabulary(name, own, usual | aliases.get(name, {}), name in CLOSED)
    return found


def list_key(name: str) -> str:
    """The name of a list, however the Lists sheet writes it: "Lost reason" is lost_reason."""
    return folded(name).replace(" ", "_")
