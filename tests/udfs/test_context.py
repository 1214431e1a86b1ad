"""What many cells ask for is worked out once."""

from datetime import date

from xlcrm.udfs.context import _MOST_RESULTS, Context

AS_OF = date(2024, 12, 31)


def test_a_result_is_made_once_and_the_latest_asked_for_stays_longest(frames):
    context, made = Context(frames(), AS_OF, AS_OF), []

    def ask(name):
        return context.once(name, lambda: made.append(name) or name)

    assert [ask("a"), ask("a"), ask("b")] == ["a", "a", "b"]
    for number in range(_MOST_RESULTS):
        ask(str(number))
        ask("a")
    assert made.count("a") == 1
    assert ask("b") == "b"
    assert made.count("b") == 2


def test_histories_of_one_day_share_what_they_rest_on(book):
    context = Context(book, AS_OF, AS_OF)
    day = date(2024, 6, 30)
    of_north, of_machine = (context.history(w, day) for w in ("region=North", "machine=M1"))
    assert context.history("region=North", day) is of_north
    assert (of_north.as_of, of_north.rule) == (day, context.whole.rule)
    assert of_machine.spell_rows.equals(of_north.spell_rows)


def test_rows_chosen_by_the_same_text_are_the_same_frame(book):
    context = Context(book, AS_OF, AS_OF)
    assert context.customers("region=North") is context.customers("region=North")
    assert context.customers("region=South")["name"].to_list() == ["Bert"]
    assert context.customers() is book["Customers"]
