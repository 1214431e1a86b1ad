"""The thread in the background."""

import threading

import pytest

from xlcrm.hosts.libreoffice import worker as module
from xlcrm.hosts.libreoffice.worker import Worker

PATIENCE = 30


@pytest.fixture
def worker():
    return Worker()


def test_a_job_is_done_in_another_thread(worker):
    threads, done = [], threading.Event()
    worker.now("a", lambda: (threads.append(threading.current_thread()), done.set()))
    assert done.wait(PATIENCE)
    assert threads[0] is not threading.current_thread()
    assert threads[0].daemon  # the office may end while it works


def test_what_is_asked_for_again_is_done_once_as_asked_last(worker):
    hold, started, last = (threading.Event() for _ in range(3))
    worker.now("first", lambda: (started.set(), hold.wait(PATIENCE)))
    assert started.wait(PATIENCE)
    said = []
    for number in range(5):
        worker.soon("a", lambda number=number: said.append(number))
    worker.now("b", lambda: said.append("b"))
    hold.set()
    worker.soon("end", last.set)
    assert last.wait(PATIENCE)
    assert sorted(said, key=str) == [4, "b"]


def test_a_job_that_fails_is_noted_and_the_next_is_done(worker, monkeypatch):
    noted, done = [], threading.Event()
    monkeypatch.setattr(module, "note_failure", noted.append)

    def fail():
        raise ValueError

    worker.now("a", fail)
    worker.now("b", done.set)
    assert done.wait(PATIENCE)
    assert len(noted) == 1


def test_asking_again_and_again_does_not_put_it_off_for_ever(worker):
    done = threading.Event()
    asked = 0
    while not done.is_set():
        asked += 1
        worker.soon("a", done.set)
    assert asked > 1
