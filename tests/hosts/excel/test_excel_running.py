"""Whether Excel runs: what the system prints about its processes is understood."""

import sys
from types import SimpleNamespace

import pytest

from xlcrm.hosts.excel import running
from xlcrm.hosts.excel.running import excel_runs

NOBODY = {
    "en": b"INFO: No tasks are running which match the specified criteria.\r\n",
    "ru": "Информация: Задачи, отвечающие заданным критериям, отсутствуют.\r\n".encode("cp866"),
}
TASKS = b'"EXCEL.EXE","4711","Console","1","123\xa0456 K"\r\n'
PROCESSES = b"loginwindow\nMicrosoft Word\nMicrosoft Excel\nMicrosoft Excel Helper\n"


def printing(content, asked=None):
    def ask(command):
        if asked is not None:
            asked.append(list(command))
        return content

    return ask


@pytest.mark.parametrize(
    ("system", "printed", "runs"),
    [
        ("win32", TASKS, True),
        ("win32", TASKS.replace(b"EXCEL.EXE", b"Excel.exe"), True),
        ("win32", NOBODY["en"], False),
        ("win32", NOBODY["ru"], False),
        ("win32", b"", False),
        ("darwin", PROCESSES, True),
        ("darwin", PROCESSES.replace(b"Microsoft Excel\n", b""), False),
        ("linux", TASKS + PROCESSES, False),
    ],
)
def test_what_is_printed_is_understood(system, printed, runs):
    assert excel_runs(system, printing(printed)) is runs


def test_only_the_session_at_this_computer_counts(monkeypatch):
    def tell(process, number):
        number._obj.value = 3
        return 1

    kernel = SimpleNamespace(ProcessIdToSessionId=tell)
    monkeypatch.setattr(running.ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    asked = []
    excel_runs("win32", printing(b"", asked))
    assert asked[0][-2:] == ["/FI", "SESSION eq 3"]


def test_a_program_is_asked_and_one_that_is_not_there_says_nothing(tmp_path):
    program = tmp_path / "tasklist"
    program.write_text(f'#!{sys.executable}\nprint(\'"EXCEL.EXE","1"\')\n')
    program.chmod(0o755)
    assert excel_runs("win32", lambda command: running._printed([str(program), *command[1:]]))
    assert running._printed([str(tmp_path / "absent")]) == b""
