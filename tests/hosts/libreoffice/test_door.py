"""The door to the office's thread: errands go through, plain things come back."""

import queue
import threading

import pytest

from xlcrm.hosts.libreoffice.door import Door


@pytest.fixture
def office():
    """A thread that does jobs one after the other, as the office's does."""
    jobs = queue.Queue()

    def run():
        while (job := jobs.get()) is not None:
            job()

    thread = threading.Thread(target=run)
    thread.start()
    yield jobs.put, thread
    jobs.put(None)
    thread.join()


class HoldsTheOfficeError(Exception):
    """An error whose traceback leads to the office's objects."""


class PlainError(Exception):
    """One that leads nowhere."""


@pytest.fixture
def door(office):
    put, thread = office

    def desk():
        assert threading.current_thread() is thread
        return {"name": "Sales.xlsx"}

    return Door(put, desk, lambda error: PlainError(str(error)))


def test_an_errand_is_done_in_the_offices_thread_and_its_result_comes_back(door, office):
    assert door.ask(lambda desk: desk["name"]) == "Sales.xlsx"
    assert door.ask(lambda _: threading.current_thread()) is office[1]
    assert door.ask(lambda _: None) is None


def test_an_error_comes_back_plain_and_without_the_frames_it_went_through(door):
    def errand(desk):
        raise HoldsTheOfficeError(desk["name"])

    with pytest.raises(PlainError, match=r"Sales\.xlsx") as caught:
        door.ask(errand)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    places = [frame.name for frame in caught.traceback]
    assert "errand" not in places


def test_errands_of_several_threads_do_not_mix(door):
    found = {}

    def ask(number):
        found[number] = [door.ask(lambda _, n=number, k=k: (n, k)) for k in range(50)]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: [(number, k) for k in range(50)] for number in range(4)}
