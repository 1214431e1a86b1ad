"""The way from VBA into Python through xlwings' own server object, with pywin32 stood in for."""

import subprocess
import sys

PYWIN32 = """
import asyncio, sys, types

def module(name, **members):
    made = sys.modules[name] = types.ModuleType(name)
    vars(made).update(members)
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, made)
    return made

def wrap(thing, iid=None):
    return thing

def unwrap(thing):
    if not hasattr(thing, "_public_methods_"):
        raise TypeError(thing)
    return thing

class Any:
    def __init__(self, *given, **named):
        pass

module("win32api")
module("win32event")
module("pythoncom", IID_IDispatch=1, TypeIIDs={1: Any}, com_error=OSError, CoInitialize=Any)
module("pywintypes", TimeType=Any, com_error=OSError, IID=str)
module("win32com")
module("win32com.client", Dispatch=Any, CDispatch=Any, DispatchBaseClass=Any, CoClassBaseClass=Any)
module("win32com.client.dynamic", CDispatch=Any)
module("win32com.server")
for name in ("dispatcher", "policy"):
    module("win32com.server." + name)
module("win32com.server.util", wrap=wrap, unwrap=unwrap)
"""
CALLS = """
from xlwings.com_server import XLPython, loop
loop.close()

python = XLPython()

def call(function, arguments):
    result = python.Call(python.Module("xlcrm.hosts.excel.server"), function,
                         python.TupleFromArray(arguments))
    return [python.Var(python.GetItem(result, part)) for part in (0, 1)]

print(call("ready", ("Excel",)))
print(call("answer", ("b.xlsx", "1", "CHURN_RATE", (None, None, None))))
cells = (("List", "Value"), ("owner", "Ann"))
table = ("Lists", "Lists", 1, 1, False, cells, ("General", "General"))
print(call("load", ("b.xlsx", "1", False, ("Lists",), (table,))))
print(call("answer", ("b.xlsx", "1", "CHURN_RATE", (None, None, None)))[0])
books = sys.modules["xlcrm.hosts.excel.server"]._books
print(list(books["b.xlsx"].grids["Lists"].column("Value")))
books["b.xlsx"].answer = lambda *given: ("value", (("a", "b"), (1.0, "")))
print(call("answer", ("b.xlsx", "1", "COHORT_TABLE", ())))
"""


def test_calls_come_through_xlwings_as_vba_makes_them():
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PYWIN32 + CALLS],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "['ready', 'Excel']",
        "['resend', '']",
        "['kept', '']",
        "error",
        "['Ann']",
        # A tuple within a tuple is what pywin32 makes an array of.
        "['value', ((('a', 'b'), (1.0, '')),)]",
    ]
