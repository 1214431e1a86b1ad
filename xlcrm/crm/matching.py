"""Who is whom: an index of the known parties, and the one rule that finds a row's party in it."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from xlcrm.crm.keys import Key, Keys

_SINGLE = (Key.ID, Key.TAX, Key.EMAIL, Key.PHONE)
_COMPANY, _DOMAIN = 4, 5


class Party(NamedTuple):
    """A person or firm with an id.

    Attributes:
        id: the lead's or the customer's id.
        customer: whether it is a customer (box two) or a lead (box one).
    """

    id: str
    customer: bool


class Match(NamedTuple):
    """What the index found.

    Attributes:
        party: who it is; None when nobody was found, or more than one.
        by: the key that found anybody.
        candidates: everybody found by that key, by id.
    """

    party: Party | None
    by: Key | None = None
    candidates: tuple[Party, ...] = ()


NOBODY = Match(None)


class PartyIndex:
    """The known parties by their keys."""

    def __init__(self) -> None:
        self._parties: list[dict[str, Party | set[Party]]] = [{} for _ in Keys._fields]

    def add(self, party: Party, keys: Keys) -> None:
        """Makes a party known by the keys of one of its rows."""
        for known, value in zip(self._parties, keys, strict=True):
            if not value:
                continue
            now = known.setdefault(value, party)
            if isinstance(now, set):
                now.add(party)
            elif now != party:
                known[value] = {now, party}

    def find(self, *rows: Keys) -> Match:
        """Who it is whose rows these are.

        The first key, in the order of `Key`, under which any of the rows is known decides. Where
        it names one customer and leads beside, it is the customer: a lead of the same person is
        that customer's. Company and e-mail domain decide only together.

        Args:
            rows: the keys of all rows of one person or firm.
        """
        for column, key in enumerate(_SINGLE):
            known = self._parties[column]
            found = [known[keys[column]] for keys in rows if keys[column] in known]
            if found:
                return _decided(set().union(*map(_several, found)), key)
        firms = [self._firms(keys) for keys in rows if keys.company and keys.domain]
        found_firms = set().union(*firms)
        return _decided(found_firms, Key.FIRM) if found_firms else NOBODY

    def named(self, keys: Keys) -> frozenset[Party]:
        """The customers that a tax number, an e-mail or a phone of a row names.

        Args:
            keys: of the row.
        """
        found = set[Party]()
        for column, key in enumerate(_SINGLE):
            known = self._parties[column].get(keys[column])
            if key is not Key.ID and known:
                found |= _several(known)
        return frozenset(one for one in found if one.customer)

    def _firms(self, keys: Keys) -> set[Party]:
        named = self._parties[_COMPANY].get(keys.company)
        mailed = self._parties[_DOMAIN].get(keys.domain)
        return _several(named) & _several(mailed) if named and mailed else set()


def _several(found: Party | set[Party]) -> set[Party]:
    return found if isinstance(found, set) else {found}


def _decided(found: set[Party], by: Key) -> Match:
    wanted = {party for party in found if party.customer} or found
    party = next(iter(wanted)) if len(wanted) == 1 else None
    return Match(party, by, tuple(sorted(found)))


def settle(
    pending: Mapping[int, Keys], index: PartyIndex, create: Callable[[Sequence[int]], Party]
) -> dict[int, Match]:
    """Finds the party of each row, or makes one; rows of the same person get the same one.

    First every row is looked up by itself. Rows of nobody known that share a key with each other
    are one person, who is looked up by all their keys together, and created if still unknown.
    What was found out makes the next round; it ends when a round finds nothing. No step looks at
    the order of the rows, so neither does the result; and since what is left at the end is what a
    round with all knowledge could not decide, a second run decides nothing more.

    Args:
        pending: the keys of the rows without a party, by any number that stands for the row.
        index: the known parties; the settled rows are added to it.
        create: makes a new party of the rows with these numbers (ascending).

    Returns:
        A match for each row; for a created party `by` is None; where nobody was decided on,
        `candidates` says between whom.
    """
    settled: dict[int, Match] = {}
    left = dict(pending)
    while left:
        matches = {number: index.find(keys) for number, keys in left.items()}
        learned = _learn(index, matches, left)
        unknown = {n: left[n] for n, match in matches.items() if not match.candidates}
        # Nobody knew these rows one by one; as a group they can only be known by the news.
        grouped = _groups(unknown, index if learned else PartyIndex(), create)
        _learn(index, grouped, left)
        settled |= matches | grouped
        before = len(left)
        left = {number: keys for number, keys in left.items() if not settled[number].party}
        if len(left) == before:
            break
    return settled


def _learn(index: PartyIndex, found: Mapping[int, Match], keys: Mapping[int, Keys]) -> bool:
    decided = [(number, match.party) for number, match in found.items() if match.party]
    for number, party in decided:
        index.add(party, keys[number])
    return bool(decided)


def _groups(
    unknown: Mapping[int, Keys], index: PartyIndex, create: Callable[[Sequence[int]], Party]
) -> dict[int, Match]:
    groups = sharing(unknown)
    matches = [index.find(*(unknown[number] for number in members)) for members in groups]
    settled: dict[int, Match] = {}
    for members, match in zip(groups, matches, strict=True):
        final = match if match.candidates else Match(create(members))
        settled |= dict.fromkeys(members, final)
    return settled


def sharing(rows: Mapping[int, Keys]) -> list[list[int]]:
    """The rows in groups: rows that share a key, directly or through others, are one group.

    Args:
        rows: the keys of the rows by number.

    Returns:
        The numbers of each group ascending; the groups by their first number.
    """
    above = {number: number for number in rows}

    def top(number: int) -> int:
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    first: dict[tuple[int, str, str], int] = {}
    for number, keys in rows.items():
        for key in _joints(keys):
            one, other = top(first.setdefault(key, number)), top(number)
            above[max(one, other)] = min(one, other)
    groups: dict[int, list[int]] = {}
    for number in sorted(rows):
        groups.setdefault(top(number), []).append(number)
    return list(groups.values())


def _joints(keys: Keys) -> list[tuple[int, str, str]]:
    joints = [(column, keys[column], "") for column in range(len(_SINGLE)) if keys[column]]
    if keys.company and keys.domain:
        joints.append((_COMPANY, keys.company, keys.domain))
    return joints
