"""Whatever commands ran, undoing all of them gives the user's tables back cell for cell."""

from datetime import date, datetime

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

names = st.sampled_from([None, "Ann", "Bob", ""])
emails = st.sampled_from([None, "a@acme.md", "b@acme.md", "b@bolt.md"])
phones = st.sampled_from([None, None, "+37322111111", 7.0])
moments = st.sampled_from([None, datetime(2024, 1, 5), datetime(2024, 4, 5, 9, 30), "in May"])
days = st.sampled_from([None, date(2024, 1, 5), date(2024, 5, 5), "soon"])
lead_ids = st.sampled_from([None, None, "L-0001", "acme", "#2"])
customer_ids = st.sampled_from([None, None, None, "C-0001", 7.0])
own = st.sampled_from([None, "x", "", True, "007", 0.1])

inquiry = {
    "inquiry_id": st.sampled_from([None, None, "I-0001"]),
    "date": moments,
    "name": names,
    "email": emails,
    "phone": phones,
    "status": st.sampled_from([None, "open", "bought", "bought", "lost"]),
    "lead_id": lead_ids,
    "customer_id": customer_ids,
    "converted_on": days,
    "next_step": st.sampled_from([None, "call"]),
    "Own": own,
}
lead = {
    "lead_id": lead_ids,
    "name": names,
    "email": emails,
    "status": st.sampled_from([None, "new", "bought", "converted", "eh"]),
    "first_inquiry": days,
    "customer_id": customer_ids,
    "converted_on": days,
    "Own": own,
}
customer = {
    "customer_id": customer_ids,
    "name": names,
    "email": emails,
    "customer_since": days,
    "lead_id": st.sampled_from([None, "L-0001"]),
    "Own": own,
}
order = {
    "order_id": st.sampled_from([None, None, "1"]),
    "date": days,
    "customer_id": st.sampled_from([None, "L-0001", "acme", "C-0001"]),
    "amount": st.sampled_from([10.0, -10.0, None]),
}

prospect = {
    "company": st.sampled_from(["Acme", "ACME ", "Bolt", None]),
    "contact": names,
    "phone": st.sampled_from([None, "069 111 222", "+37369111222", 37369111222.0]),
    "email": st.sampled_from([None, "A@acme.md ", "a@acme.md", "b@bolt.md"]),
    "status": st.sampled_from([None, "new", "NEW"]),
    "lead_id": st.sampled_from([None, None, "L-0001"]),
    "Own": own,
}


def table(columns, most):
    rows = st.lists(st.tuples(*columns.values()).map(list), max_size=most)
    return rows.map(lambda made: (list(columns), made))


books = st.fixed_dictionaries(
    {
        "Inquiries": table(inquiry, 6),
        "Leads": table(lead, 4),
        "Customers": table(customer, 3),
        "Orders": table(order, 4),
        "Prospects": table(prospect, 4),
    }
)
FILES = {
    "orders.csv": ("Orders", "date,customer_id,amount\n2024-03-01,C-0001,5\n2024-03-01,C-0001,5\n"),
    "leads.csv": ("Leads", "lead_id,name,email\nL-0050,Cid,c@acme.md\nacme,Dan,d@acme.md\n"),
    "customers.csv": ("Customers", "customer_id,name,Colour\nC-0001,Eve,red\nC-0009,Fay,blue\n"),
    "inquiries.csv": ("Inquiries", "date,name,email,status\n2024-04-04,Gus,g@acme.md,bought\n"),
}
PLAIN = {"leads": "leads", "convert": "convert", "suggestions": "suggest", "clean": "clean"}
commands = st.sampled_from([*FILES, *PLAIN])
some_undo = st.integers(1, 9)


def run(desk, command, folder):
    if command in PLAIN:
        getattr(desk, PLAIN[command])()
    else:
        name, content = FILES[command]
        file = folder / command
        file.write_text(content, encoding="utf-8")
        desk.take(name, file, *content.partition("\n")[0].split(","))


def undone(desk, batch=None):
    """Undoes; whether it was done. What is refused changes nothing and says why, and where."""
    before = desk.state()
    told = desk.undo(batch)
    if told.data.get("refusals"):
        assert told.found
        assert desk.state() == before
        assert all(one["reason"] and one["sheet"] for one in told.data["refusals"])
    return told.data["undone"] is not None


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books, st.lists(commands, min_size=1, max_size=5))
def test_the_newest_first_is_never_refused(desk, tmp_path_factory, made, sequence):
    one, folder = desk(made), tmp_path_factory.getbasetemp()
    states = [one.state()]
    shapes = [{name: table.headers[:] for name, table in one.book.held.items()}]
    for command in sequence:
        batches = len(one.undo(list=True).data or [])
        run(one, command, folder)
        if len(one.undo(list=True).data or []) > batches:
            states.append(one.state())
            shapes.append({name: table.headers[:] for name, table in one.book.held.items()})
        else:
            assert one.state() == states[-1]
    for state, shape in zip(states[-2::-1], shapes[-2::-1], strict=True):
        assert undone(one)
        assert one.state() == state
        assert {name: table.headers for name, table in one.book.held.items()} == shape
    assert not undone(one)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books, st.lists(commands | some_undo, min_size=2, max_size=9))
def test_all_of_any_sequence_undone_is_the_start(desk, tmp_path_factory, made, sequence):
    one, folder = desk(made), tmp_path_factory.getbasetemp()
    start = one.state()
    for command in sequence:
        if isinstance(command, str):
            run(one, command, folder)
        elif any(batch["batch"] == command for batch in one.undo(list=True).data or []):
            undone(one, command)
    while undone(one):
        pass
    left = [x for x in one.undo(list=True).data or [] if not x["undone_by"]]
    if any(not batch["command"].startswith("undo") for batch in left):
        event("refused in the end")
    else:
        assert one.state() == start


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books, st.lists(commands, min_size=1, max_size=5), st.data())
def test_what_was_typed_since_stays(desk, tmp_path_factory, made, sequence, data):
    """An undo takes back what it finds as the command left it, and says what it does not."""
    one, folder = desk(made), tmp_path_factory.getbasetemp()
    for command in sequence:
        run(one, command, folder)
    cells = [
        (name, row, header)
        for name, table in sorted(one.book.held.items())
        for row in range(len(table.rows))
        for header in table.headers
        if name != "History"
    ]
    chosen = data.draw(st.lists(st.sampled_from(cells), unique=True, max_size=3)) if cells else []
    for number, (name, row, header) in enumerate(chosen):
        one.book.held[name].put(row + 2, header, f"typed {number}")
    typed = {cell: value for cell, value in one.state().items() if "typed" in str(value)}
    for batch in [x["batch"] for x in one.undo(list=True).data or []]:
        undone(one, batch)
    assert {cell: value for cell, value in one.state().items() if "typed" in str(value)} == typed
