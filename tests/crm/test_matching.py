from hypothesis import given
from hypothesis import strategies as st

from xlcrm.crm.keys import Key, Keys
from xlcrm.crm.matching import Match, Party, PartyIndex, settle, sharing

ANN, BOB = Party("C-0001", customer=True), Party("C-0002", customer=True)
LEAD, OTHER = Party("L-0001", customer=False), Party("L-0002", customer=False)


def index_of(*known: tuple[Party, Keys]) -> PartyIndex:
    index = PartyIndex()
    for party, keys in known:
        index.add(party, keys)
    return index


def test_the_first_key_that_finds_anybody_decides():
    index = index_of((ANN, Keys(email="a@x.md")), (BOB, Keys(phone="373691")))
    assert index.find(Keys(email="a@x.md", phone="373691")) == Match(ANN, Key.EMAIL, (ANN,))
    assert index.find(Keys(email="new@x.md", phone="373691")) == Match(BOB, Key.PHONE, (BOB,))


def test_an_id_goes_before_a_tax_number_and_that_before_an_email():
    index = index_of((ANN, Keys(id="7")), (BOB, Keys(tax="77")), (LEAD, Keys(email="a@x.md")))
    assert index.find(Keys("7", "77", "a@x.md")).party == ANN
    assert index.find(Keys("8", "77", "a@x.md")).party == BOB


def test_two_parties_under_one_key_are_not_decided_between():
    index = index_of((ANN, Keys(phone="373691")), (BOB, Keys(phone="373691")))
    assert index.find(Keys(phone="373691")) == Match(None, Key.PHONE, (ANN, BOB))


def test_a_customer_goes_before_a_lead_of_the_same_key():
    index = index_of((ANN, Keys(phone="373691")), (LEAD, Keys(phone="373691")))
    assert index.find(Keys(phone="373691")).party == ANN


def test_company_and_domain_count_together_only():
    index = index_of((ANN, Keys(company="acme", domain="acme.com")))
    assert index.find(Keys(company="acme", domain="acme.com")).party == ANN
    assert index.find(Keys(company="acme")).candidates == ()
    assert index.find(Keys(domain="acme.com")).candidates == ()
    assert index.find(Keys(company="other", domain="acme.com")).candidates == ()


def test_rows_that_share_a_key_through_others_are_one_group():
    rows = {
        1: Keys(email="a"),
        2: Keys(phone="9"),
        3: Keys(email="a", phone="9"),
        4: Keys(company="acme"),
        5: Keys(company="acme"),
    }
    assert sharing(rows) == [[1, 2, 3], [4], [5]]


def creator():
    made: list[list[int]] = []

    def create(members):
        made.append(list(members))
        return Party(f"N-{len(made)}", customer=False)

    return create, made


def test_one_person_in_several_rows_is_made_once():
    create, made = creator()
    found = settle({7: Keys(email="a"), 9: Keys(email="a", phone="9")}, PartyIndex(), create)
    assert made == [[7, 9]]
    assert found[7].party == found[9].party


def test_a_row_is_known_through_a_row_that_is_known():
    create, made = creator()
    index = index_of((ANN, Keys(phone="1")))
    found = settle({1: Keys(email="e"), 2: Keys(email="e", phone="1")}, index, create)
    assert (found[1].party, found[2].party, made) == (ANN, ANN, [])


def test_what_is_learned_helps_a_row_that_was_unclear():
    create, made = creator()
    index = index_of((ANN, Keys(phone="1")), (BOB, Keys(phone="1")))
    found = settle({1: Keys(email="e", phone="1"), 2: Keys(email="e")}, index, create)
    assert made == [[2]]
    assert found[1].party == found[2].party


def test_unclear_rows_stay_unclear():
    create, made = creator()
    index = index_of((LEAD, Keys(phone="1")), (OTHER, Keys(phone="1")))
    found = settle({1: Keys(phone="1")}, index, create)
    assert (found[1], made) == (Match(None, Key.PHONE, (LEAD, OTHER)), [])


few = st.sampled_from(["", "", "a", "b", "c"])
keys = st.builds(Keys, tax=few, email=few, phone=few, company=few, domain=few)


@given(st.lists(keys, max_size=12), st.lists(keys, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows, known, random):
    parties = [Party(str(n), n % 2 == 0) for n in range(len(known))]
    numbers = list(range(len(rows)))
    random.shuffle(numbers)

    def groups(order):
        create, _ = creator()
        pending = {place: rows[n] for place, n in enumerate(order)}
        index = index_of(*zip(parties, known, strict=True))
        found = settle(pending, index, create)
        together: dict[Party | None, set[int]] = {}
        for place, n in enumerate(order):
            party = found[place].party
            together.setdefault(party, set()).add(n)
        fixed = {p: frozenset(ns) for p, ns in together.items() if p is None or p in parties}
        made = {frozenset(ns) for p, ns in together.items() if p is not None and p not in parties}
        return fixed, made

    assert groups(sorted(numbers)) == groups(numbers)


@given(st.lists(keys, max_size=12), st.lists(keys, max_size=4))
def test_what_is_left_unclear_is_unclear_to_a_second_run(rows, known):
    index = index_of(*((Party(str(n), n % 2 == 0), k) for n, k in enumerate(known)))
    create, _ = creator()
    found = settle(dict(enumerate(rows)), index, create)
    left = {n: rows[n] for n, match in found.items() if match.party is None}
    create, made = creator()
    again = settle(left, index, create)
    assert made == []
    assert all(match.party is None for match in again.values())
