"""The engine stands alone: it could be published by itself."""

import ast
from pathlib import Path

from xlcrm.hosts.libreoffice import engine

OWN = "xlcrm.hosts.libreoffice.engine"


def test_it_imports_nothing_else_of_the_package_and_no_paid_part_of_xlwings():
    modules = set()
    for file in Path(engine.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom):
                modules.add(node.module)
            elif isinstance(node, ast.Import):
                modules |= {name.name for name in node.names}
    ours = {name for name in modules if name.startswith("xlcrm")}
    assert ours
    assert all(name == OWN or name.startswith(f"{OWN}.") for name in ours)
    assert not {name for name in modules if name.startswith(("xlwings.pro", "xlwings.server"))}
