"""The bytes of a type library, read back by following its offsets."""

import struct

import pytest

from xlcrm.hosts.libreoffice.extension import functions_library
from xlcrm.hosts.libreoffice.type_library import MAGIC, type_library
from xlcrm.udfs.catalogue import FUNCTIONS


class Reader:
    """Reads what the format's description in LibreOffice's source says."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def number(self):
        (value,) = struct.unpack_from("<I", self.data, self.at)
        self.at += 4
        return value

    def byte(self):
        self.at += 1
        return self.data[self.at - 1]

    def text(self):
        size = self.number()
        self.at += size
        return self.data[self.at - size : self.at].decode("ascii")

    def name(self, at):
        return self.data[at : self.data.index(b"\0", at)].decode("ascii")

    def enter(self, at, count):
        """The name and the payload's place of the only entry of a map."""
        assert count == 1
        self.at = at
        name, place = self.number(), self.number()
        self.at = place
        return self.name(name)

    def interface(self):
        assert self.data[:8] == MAGIC
        self.at = 8
        path = [self.enter(self.number(), self.number())]
        while (kind := self.byte()) == 0:
            count = self.number()
            path.append(self.enter(self.at, count))
        assert kind == 5
        bases = [self.text() for _ in range(self.number())]
        assert bases == ["com.sun.star.uno.XInterface"]
        assert (self.number(), self.number()) == (0, 0)  # optional bases, attributes
        return ".".join(path), [self.method() for _ in range(self.number())]

    def method(self):
        name, result = self.text(), self.text()
        parameters = []
        for _ in range(self.number()):
            assert self.byte() == 0  # in
            parameters.append((self.text(), self.text()))
        assert self.number() == 0  # exceptions
        return name, result, parameters


METHODS = [("ONE", "string", [("a", "any"), ("b", "double")]), ("TWO", "any", [])]


@pytest.mark.parametrize("interface", ["XOne", "a.XOne", "org.example.deep.XOne"])
def test_what_was_written_can_be_read(interface):
    assert Reader(type_library(interface, METHODS)).interface() == (interface, METHODS)


def test_every_function_is_there_with_its_arguments():
    interface, methods = Reader(functions_library()).interface()
    assert interface == "org.xlcrm.XFunctions"
    assert [name for name, _, _ in methods] == list(FUNCTIONS)
    for name, result, ((hidden, kind), *parameters) in methods:
        assert result == "com.sun.star.sheet.XVolatileResult"
        assert (hidden, kind) == ("document", "com.sun.star.beans.XPropertySet")
        assert parameters == [(a.name, "any") for a in FUNCTIONS[name].arguments]
