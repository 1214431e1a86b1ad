"""Rare features that are drawn over a sheet: newer charts, chart sheets, threaded comments."""

from __future__ import annotations

from soaking.blueprint import MAIN, OFFICE, SHEET, SHEETS, Blueprint

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_SPREADSHEET_DRAWING = f'xmlns:xdr="{_DRAWING}/spreadsheetDrawing" xmlns:a="{_DRAWING}/main"'
_CX = "http://schemas.microsoft.com/office/drawing/2014/chartex"
_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_2017 = "http://schemas.microsoft.com/office/2017/10/relationships"
_FRAME = (
    '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Chart"/>'
    '<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>{}</a:graphic></xdr:graphicFrame>'
)


def chart_ex() -> Blueprint:
    """A chart of a kind that came after the format was fixed (waterfall)."""
    made = Blueprint()
    text = (
        f'<cx:chartSpace xmlns:cx="{_CX}" xmlns:a="{_DRAWING}/main"><cx:chartData><cx:data id="0">'
        '<cx:numDim type="val"><cx:f>Data!$C$2:$C$4</cx:f></cx:numDim></cx:data></cx:chartData>'
        '<cx:chart><cx:plotArea><cx:plotAreaRegion><cx:series layoutId="waterfall"><cx:dataId '
        'val="0"/></cx:series></cx:plotAreaRegion><cx:axis id="0"><cx:catScaling/></cx:axis>'
        '<cx:axis id="1"><cx:valScaling/></cx:axis></cx:plotArea></cx:chart></cx:chartSpace>'
    )
    drawing, chart = "xl/drawings/drawing1.xml", "xl/charts/chartEx1.xml"
    used = made.add(
        chart,
        text,
        "application/vnd.ms-office.chartex+xml",
        of=drawing,
        kind="http://schemas.microsoft.com/office/2014/relationships/chartEx",
    )
    data = f'<a:graphicData uri="{_CX}"><cx:chart xmlns:cx="{_CX}" r:id="{used}"/></a:graphicData>'
    shown = (
        f'<xdr:wsDr {_SPREADSHEET_DRAWING} xmlns:r="{OFFICE}"><xdr:twoCellAnchor><xdr:from>'
        "<xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0"
        "</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>9"
        "</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><mc:AlternateContent xmlns:mc="
        '"http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice xmlns:cx1="http:'
        '//schemas.microsoft.com/office/drawing/2015/9/8/chartex" Requires="cx1">'
        f"{_FRAME.format(data)}</mc:Choice><mc:Fallback/></mc:AlternateContent><xdr:clientData/>"
        "</xdr:twoCellAnchor></xdr:wsDr>"
    )
    rel = made.add(drawing, shown, _DRAWING_TYPE, of=SHEET, kind="drawing")
    made.sheet["drawing"] = f'<drawing r:id="{rel}"/>'
    return made


def chart_sheet() -> Blueprint:
    """A chart on a sheet of its own."""
    made = Blueprint()
    sheet, drawing, chart = (
        "xl/chartsheets/sheet1.xml",
        "xl/drawings/drawing1.xml",
        "xl/charts/chart1.xml",
    )
    text = (
        f'<chartsheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetViews><sheetView workbookViewId="0"/>'
        '</sheetViews><drawing r:id="rId1"/></chartsheet>'
    )
    made.add_sheet(
        "Chart1", sheet, text, kind="chartsheet", content_type=f"{SHEETS}.chartsheet+xml"
    )
    space = (
        f'<c:chartSpace xmlns:c="{_DRAWING}/chart"><c:chart><c:plotArea><c:layout/><c:barChart>'
        '<c:barDir val="col"/><c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"'
        "/><c:val><c:numRef><c:f>Data!$C$2:$C$4</c:f></c:numRef></c:val></c:ser><c:axId val="
        '"1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling/><c:axPos val="b"'
        '/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:axPos val="l"/>'
        '<c:crossAx val="1"/></c:valAx></c:plotArea></c:chart></c:chartSpace>'
    )
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    used = made.add(chart, space, kind, of=drawing, kind="chart")
    data = (
        f'<a:graphicData uri="{_DRAWING}/chart"><c:chart xmlns:c="{_DRAWING}/chart" '
        f'r:id="{used}"/></a:graphicData>'
    )
    shown = (
        f'<xdr:wsDr {_SPREADSHEET_DRAWING} xmlns:r="{OFFICE}"><xdr:absoluteAnchor><xdr:pos x="0" '
        f'y="0"/><xdr:ext cx="9000000" cy="6000000"/>{_FRAME.format(data)}<xdr:clientData/>'
        "</xdr:absoluteAnchor></xdr:wsDr>"
    )
    made.add(drawing, shown, _DRAWING_TYPE, of=sheet, kind="drawing")
    return made


def threaded_comments() -> Blueprint:
    """A comment with an answer, its authors, and the note that older programs show instead."""
    made = Blueprint()
    person = (
        f'<personList xmlns="{_THREADS}"><person displayName="Ann" id="{{A0000000-0000-0000-0000-'
        '000000000001}" userId="S::ann" providerId="AD"/></personList>'
    )
    kind = "application/vnd.ms-excel"
    made.add("xl/persons/person.xml", person, f"{kind}.person+xml", kind=f"{_2017}/person")
    one, two = (f"{{B0000000-0000-0000-0000-00000000000{i}}}" for i in (1, 2))
    who = 'personId="{A0000000-0000-0000-0000-000000000001}" dT="2024-01-01T10:00:00.00"'
    thread = (
        f'<ThreadedComments xmlns="{_THREADS}"><threadedComment ref="D2" id="{one}" {who}><text>Why'
        f'?</text></threadedComment><threadedComment ref="D2" id="{two}" parentId="{one}" {who}>'
        "<text>So.</text></threadedComment></ThreadedComments>"
    )
    made.add(
        "xl/threadedComments/threadedComment1.xml",
        thread,
        f"{kind}.threadedcomments+xml",
        of=SHEET,
        kind=f"{_2017}/threadedComment",
    )
    comments = (
        f'<comments xmlns="{MAIN}"><authors><author>tc={one}</author></authors><commentList>'
        '<comment ref="D2" authorId="0"><text><t>[Threaded comment] Why?</t></text></comment>'
        "</commentList></comments>"
    )
    made.add("xl/comments1.xml", comments, f"{SHEETS}.comments+xml", of=SHEET, kind="comments")
    shape = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:'
        'office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="s1" type="#t202" '
        'style="visibility:hidden"><x:ClientData ObjectType="Note"><x:Row>1</x:Row><x:Column>3'
        "</x:Column></x:ClientData></v:shape></xml>"
    )
    rel = made.add("xl/drawings/vmlDrawing1.vml", shape, of=SHEET, kind="vmlDrawing")
    made.sheet["legacyDrawing"] = f'<legacyDrawing r:id="{rel}"/>'
    return made
