"""Styles: found again where they are equal, appended where they are not."""

import pytest
from lxml import etree

from xlcrm.opc.namespaces import MAIN, STRICT_MAIN
from xlcrm.opc.number_formats import Shown
from xlcrm.opc.styles import MINIMAL, Styles, merge

DONOR = f"""<styleSheet xmlns="{MAIN}">
<numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>
<fonts count="2"><font><sz val="11"/></font><font><b/></font></fonts>
<fills count="1"><fill><patternFill patternType="none"/></fill></fills>
<borders count="1"><border/></borders>
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="164" fontId="1" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"><alignment wrapText="1"/></xf></cellXfs>
<dxfs count="1"><dxf><font><b/></font></dxf></dxfs></styleSheet>"""


def styles(text: str | bytes) -> Styles:
    return Styles(etree.fromstring(text))


HOSTS = [
    MINIMAL.decode().partition("\n")[2],
    f'<styleSheet xmlns="{MAIN}"/>',
    (
        f'<s:styleSheet xmlns:s="{STRICT_MAIN}"><s:numFmts count="0"/><s:fonts count="1"><s:font/>'
        '</s:fonts><s:cellXfs count="1"><s:xf numFmtId="20"/></s:cellXfs><s:extLst/></s:styleSheet>'
    ),
]


@pytest.mark.parametrize("text", HOSTS)
def test_merged_styles_are_found_again(text: str) -> None:
    host = styles(text)
    first = merge(host, styles(DONOR))
    once = etree.tostring(host.root)
    again = Styles(host.root)
    assert merge(again, styles(DONOR)) == first
    assert not again.changed
    assert etree.tostring(host.root) == once


@pytest.mark.parametrize("text", HOSTS)
def test_merged_styles_look_the_same(text: str) -> None:
    host = styles(text)
    formats, changes = merge(host, styles(DONOR))
    assert host.shown(formats[0]) is Shown.NUMBER
    assert host.shown(formats[1]) is Shown.NUMBER
    assert host.shown(formats[2]) is Shown.DATE
    assert len({*formats}) == 3
    assert changes == [0]
    percent = host.formats()[formats[1]]
    codes = {i.get("numFmtId"): i.get("formatCode") for i in host.root.iter("{*}numFmt")}
    assert codes[percent.get("numFmtId")] == "0.0%"
    font = next(iter(host.root.iter("{*}fonts")))[int(percent.get("fontId", "0"))]
    assert [etree.QName(item).localname for item in font] == ["b"]
    order = [etree.QName(item).localname for item in host.root]
    known = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"]
    known += ["dxfs", "tableStyles", "colors", "extLst"]
    assert order == [name for name in known if name in order]
    for group in host.root:
        if group.get("count"):
            assert int(group.get("count")) == len(group)


def test_the_first_format_of_a_host_may_be_anything() -> None:
    host = styles(HOSTS[2])
    assert host.shown(0) is Shown.DATE
    assert merge(host, styles(DONOR))[0][0] != 0


def test_a_format_with_another_number_format_keeps_all_else() -> None:
    host = styles(DONOR)
    made = host.with_number_format(1, 14)
    assert host.shown(made) is Shown.DATE
    assert host.formats()[made].get("fontId") == "1"
    assert host.with_number_format(1, 14) == made
    assert host.with_number_format(99, 14) == host.with_number_format(99, 14)
