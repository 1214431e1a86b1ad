"""The add-in's VBA compiled and run by LibreOffice; what needs Excel's objects has stand-ins."""

from dataclasses import replace

import pytest

from xlcrm.hosts.excel.addin import build_addin
from xlcrm.hosts.excel.sources import modules
from xlcrm.language import text
from xlcrm.udfs.catalogue import FUNCTIONS

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("excel-vba")]

TABLES = """
Option Explicit
Private state As String
Private book As String
Private sent As String
Private beats As Long

Public Sub Become(ByVal name As String, ByVal version As String)
    book = name
    state = version
End Sub
Public Function XlcrmCallerBook() As Object
End Function
Public Function XlcrmCallerPlace() As String
    XlcrmCallerPlace = book & "!A1"
End Function
Public Function XlcrmPlaceOf(ByVal cell As Object) As String
End Function
Public Function XlcrmBookId(ByVal wanted As Object) As String
    XlcrmBookId = book
End Function
Public Function XlcrmHas1904(ByVal wanted As Object) As Boolean
End Function
Public Sub XlcrmPulse()
    beats = beats + 1
End Sub
Public Function XlcrmPulseNumber() As Long
    XlcrmPulseNumber = beats
End Function
Public Sub XlcrmSheetChanged(ByVal sheet As Object)
End Sub
Public Sub XlcrmAllChanged(ByVal wanted As Object)
End Sub
Public Function XlcrmVersion(ByVal wanted As Object) As String
    XlcrmVersion = state
End Function
Public Function XlcrmWasSent(ByVal id As String, ByVal version As String) As Boolean
    XlcrmWasSent = (sent = id & version)
End Function
Public Sub XlcrmSent(ByVal wanted As Object, ByVal id As String, ByVal version As String)
    sent = id & version
End Sub
Public Sub XlcrmNothingSent()
    sent = ""
End Sub
Public Function XlcrmTableNames(ByVal wanted As Object) As Variant
    XlcrmTableNames = Array("Orders")
End Function
Public Function XlcrmTablesToSend(ByVal wanted As Object, ByVal everything As Boolean) As Variant
    XlcrmTablesToSend = Array(IIf(everything, "all", "changed"))
End Function
"""

SERVER = """
Option Explicit
Private said As String
Private script As String
Private number As Long

Public Sub Obey(ByVal replies As String)
    script = replies
    said = ""
End Sub
Public Function Heard() As String
    Heard = said
End Function
Public Function XlcrmServerCall(ByVal functionName As String, ByVal arguments As Variant) As Variant
    Dim kind As String, cut As Long, tables As Variant
    said = said & functionName
    If functionName = "load" Then
        tables = arguments(4)
        said = said & ":" & tables(0)
    End If
    said = said & ";"
    cut = InStr(script, ";")
    If cut > 0 Then
        kind = Left(script, cut - 1)
        script = Mid(script, cut + 1)
    ElseIf functionName = "load" Then
        kind = "kept"
    Else
        kind = "value"
    End If
    number = number + 1
    If kind = "value" Then
        XlcrmServerCall = Array(kind, number)
    Else
        XlcrmServerCall = Array(kind, "because of " & kind)
    End If
End Function
Public Sub XlcrmServerRestart()
    said = said & "restart;"
End Sub
Public Function XlcrmProcess() As Long
End Function
Public Function XlcrmStartOnMac(ByVal command As String, ByVal bookName As String) As Variant
End Function
"""

PROBE = """
Option Explicit
Public Function Kind(ByVal shown As Variant) As String
    Kind = TypeName(shown)
End Function
Public Function Answered(ByVal where As Variant) As String
    Dim shown As Variant
    shown = XlcrmAnswer("CHURN_RATE", Array(XlcrmGiven(), XlcrmGiven(), XlcrmGiven(where)))
    If IsError(shown) Then
        Answered = "error: " & XlcrmWhy(XlcrmCallerPlace())
    Else
        Answered = CStr(shown)
    End If
End Function
' An argument as Excel passes arrays: "a,b" in one dimension, "/a/b" in two.
Private Function Several(ByVal given As String) As Variant
    Dim parts As Variant, rows() As Variant, index As Long
    If InStr(given, "/") = 0 Then
        Several = Split(given, ",")
        Exit Function
    End If
    parts = Split(given, "/")
    ReDim rows(1 To UBound(parts), 1 To 1)
    For index = 1 To UBound(parts)
        rows(index, 1) = parts(index)
    Next index
    Several = rows
End Function
Private Function Joined(ByVal reply As Variant) As String
    Joined = reply(0) & ": " & CStr(reply(1)) & IIf(XlcrmIsComplaint(reply), " (shown)", "")
End Function
' Several steps in one run: LibreOffice forgets the objects of modules when a run ends.
Public Function Play(ByVal steps As Variant) As Variant
    Dim index As Long, told() As String, rest As String
    ReDim told(UBound(steps))
    ' What Python said last is kept from run to run, as it is no object: it is to have answered.
    XlcrmTables.Become "before", "0"
    XlcrmServer.Obey ""
    XlcrmPulse
    rest = Answered("before")
    XlcrmTables.Become "book", "1"
    XlcrmNothingSent
    XlcrmServer.Obey ""
    XlcrmPulse
    For index = 0 To UBound(steps)
        rest = Mid(steps(index), 2)
        Select Case Left(steps(index), 1)
            Case "?"
                told(index) = Answered(rest)
            Case "*"
                told(index) = Answered(Several(rest))
            Case "@"
                XlcrmTables.Become Split(rest, "/")(0), Split(rest, "/")(1)
            Case "!"
                XlcrmServer.Obey rest
            Case "="
                told(index) = XlcrmServer.Heard()
            Case "~"
                XlcrmPulse
            Case "["
                XlcrmHold True
            Case "]"
                XlcrmHold False
            Case "#"
                told(index) = Joined(XlcrmAlive())
            Case "&"
                told(index) = Joined(XlcrmRunOnce(7, "book", rest))
        End Select
    Next index
    Play = told
End Function
Public Function LeftOut() As String
    LeftOut = TypeName(XlcrmGiven()) & TypeName(XlcrmGiven("x")) & TypeName(XlcrmGiven(2.5))
End Function
Public Function Sentinel() As Long
    Sentinel = 4711
End Function
"""


@pytest.fixture(scope="module")
def stand_ins(with_modules):
    def change(listed):
        stand = {"XlcrmTables": TABLES, "XlcrmServer": SERVER}
        kept = [replace(m, code=stand.get(m.name, m.code)) for m in listed]
        return [*kept, replace(listed[-1], name="Probing", code=PROBE)]

    return with_modules(change)


@pytest.fixture(scope="module")
def run(vba, stand_ins):
    return vba(stand_ins)[1]


@pytest.fixture(scope="module")
def play(run):
    """Plays steps: "?where" asks, "*a,b" and "*/a/b" ask with a row or a column of values,
    "@book/state" changes, "!replies" tells the server what to reply,
    "=" gives what the server heard, "~" lets something change. Returns what the steps gave."""

    def steps(*each):
        return [told for told in run("Probing.Play", each) if told]

    steps("?first")  # LibreOffice sets up the variables of a module when it is first used
    return steps


def test_the_addin_as_built_lists_and_runs_all_modules(vba, addin, baked):
    names, run_built = vba(addin)
    assert names == {module.name for module in modules(baked)}
    # A module that does not compile would silence the whole project.
    assert run_built("XlcrmCache.XlcrmKey", "A", (1.5,)) == "A|Double3:1.5"
    assert list(run_built("XlcrmNames.XlcrmFunctionNames")) == list(FUNCTIONS)
    assert run_built("XlcrmServer.XlcrmFolder") == str(baked.folder)
    assert run_built("XlcrmServer.XlcrmCommandLine") == baked.command_line


def test_in_other_languages_it_runs_and_says_what_it_should(vba, translated, tmp_path):
    path = tmp_path / "xlcrm.xlam"
    path.write_bytes(build_addin(translated))
    names, run_built = vba(path)
    assert names == {module.name for module in modules(translated)}
    # There is no library here that could start Python.
    kind, why = run_built("XlcrmServer.XlcrmServerCall", "ready", ("Excel",))
    assert kind == "silent"
    assert why.startswith(text("excel.no_answer", translated.language))


def test_a_module_that_does_not_compile_would_be_noticed(vba, with_modules):
    def spoil(listed):
        return [
            replace(m, code=m.code + "\nSub (") if m.name == "XlcrmNames" else m for m in listed
        ]

    _, run_spoilt = vba(with_modules(spoil))
    assert run_spoilt("XlcrmNames.XlcrmIsOurs", "Orders") is not True


def test_the_sentinel(run):
    assert run("Probing.Sentinel") == 4711


def test_our_tables_are_known(run):
    assert run("XlcrmNames.XlcrmIsOurs", "Orders") is True
    assert run("XlcrmNames.XlcrmIsOurs", "Table1") is False


def test_what_is_left_out_is_nothing(run):
    assert run("Probing.LeftOut") == "EmptyStringDouble"


def test_a_call_is_answered_once_per_state(play):
    first, again, other, heard, newer, heard_then = play(
        "?region=North", "?region=North", "?region=South", "=", "@book/2", "?region=North", "="
    )
    assert first == again
    assert len({first, other, newer}) == 3
    assert heard == "load:changed;answer;answer;"
    assert heard_then == heard + "load:changed;answer;"


def test_capitals_make_another_call(play):
    large, small, small_again = play("?name=ANNA", "?name=anna", "?name=anna")
    assert large != small == small_again


def test_an_array_of_one_value_is_that_value(play):
    plain, north, south, again, heard = play(
        "?region=North", "*/region=North", "*/region=South", "*region=South", "="
    )
    assert plain == north != south == again
    assert heard == "load:changed;answer;answer;"


def test_an_array_of_several_values_is_not_its_first(play):
    plain, row, column = play(
        "?region=North", "*region=North,region=South", "*/region=North/region=South"
    )
    assert plain not in {row, column}


def test_two_books_have_answers_of_their_own(play):
    first, other, again = play("?x", "@other/1", "?x", "@book/1", "?x")
    assert first == again != other


def test_an_error_says_why_and_is_kept(play):
    first, again, heard = play("!kept;error;", "?x", "?x", "=")
    assert first == again == "error: because of error"
    assert heard == "load:changed;answer;"


def test_a_server_that_knows_nothing_gets_everything(play):
    answer, heard = play("!resend;kept;value;", "?x", "=")
    assert answer.isdecimal()
    assert heard == "load:changed;load:all;answer;"


def test_a_server_that_lost_the_book_gets_it_again(play):
    answer, heard = play("!kept;resend;kept;value;", "?x", "=")
    assert answer.isdecimal()
    assert heard == "load:changed;answer;load:changed;answer;"


def test_a_dead_server_is_started_again_once(play):
    answer, heard = play("!kept;silent;kept;value;", "?x", "=")
    assert answer.isdecimal()
    assert heard == "load:changed;answer;restart;load:changed;answer;"


def test_a_server_that_stays_dead_is_said_and_asked_again_later(play):
    dead, heard, alive = play("!silent;silent;", "?x", "=", "~", "?x")
    assert dead == "error: because of silent"
    assert heard == "load:changed;restart;load:changed;"
    assert alive.isdecimal()


def test_one_cell_waits_for_a_dead_server_and_the_others_do_not(play):
    *dead, heard = play("!silent;silent;silent;", "?x", "?y", "?z", "=")
    assert set(dead) == {"error: because of silent"}
    assert heard == "load:changed;restart;load:changed;"


def test_a_server_that_is_dead_for_good_is_not_ended_at_every_calculation(play):
    *dead, heard = play("!silent;silent;silent;silent;", "?x", "~", "?x", "~", "?y", "=")
    assert set(dead) == {"error: because of silent"}
    assert heard == "load:changed;restart;load:changed;load:changed;load:changed;"


def test_a_server_that_dies_again_after_it_answered_is_started_again(play):
    first, second, heard = play(
        "!silent;kept;value;", "?x", "@book/2", "~", "!kept;silent;kept;value;", "?x", "="
    )
    assert first.isdecimal()
    assert second.isdecimal()
    assert heard == "load:changed;answer;restart;load:changed;answer;"


def test_while_a_command_works_python_is_asked_nothing(play):
    first, meanwhile, unknown, after, heard = play("?x", "[", "@book/2", "?x", "?y", "]", "?x", "=")
    assert first == meanwhile != after
    assert "at work" in unknown
    assert heard == "load:changed;answer;load:changed;answer;"


def test_a_command_waits_for_a_dead_server_to_be_started_again(play):
    assert play("!silent;ready;done;", "#", "&leads", "=") == [
        "ready: because of ready",
        "done: because of done",
        "ready;restart;ready;run;",
    ]


def test_a_server_that_does_not_come_back_is_said(play):
    told, heard = play("!silent;silent;", "#", "=")
    assert told.startswith("silent: because of silent")
    assert told.endswith("(shown)")
    assert heard == "ready;restart;ready;"


def test_a_command_that_broke_off_is_not_begun_again(play):
    told, heard = play("!silent;", "&leads", "=")
    assert told.startswith("silent: Python stopped in the middle")
    assert told.endswith("(shown)")
    assert heard == "run;"


@pytest.mark.parametrize(
    ("formula", "ours"),
    [
        ("=CHURN_RATE()", True),
        ("=1-churn_rate(A1)", True),
        ("='C:\\old\\xlcrm.xlam'!CHURN_RATE()", True),
        ("=XCHURN_RATE()", False),
        ("=MY.CHURN_RATE()+CHURN_RATE()", True),
        ("=MY.CHURN_RATE()", False),
        ("=_xludf.CHURN_RATE()", True),
        ("=1-_xll.CHURN_RATE(A1)", True),
        ("=_xlfn.CHURN_RATE()", False),
        ("=MY_xll.CHURN_RATE()", False),
        ("=SUM(A1:A3)", False),
        ("CHURN_RATE()", False),
        ("", False),
    ],
)
def test_formulas_of_ours_are_found(run, formula, ours):
    assert run("XlcrmBinding.XlcrmCallsOurs", formula) is ours


@pytest.mark.parametrize(
    ("formula", "bare"),
    [
        ("=1-_xludf.CHURN_RATE(A1)+_XLL.churn_rate()", "=1-CHURN_RATE(A1)+CHURN_RATE()"),
        ("=_xludf.OTHERS()+CHURN_RATE()", "=_xludf.OTHERS()+CHURN_RATE()"),
        ("=MY.CHURN_RATE()", "=MY.CHURN_RATE()"),
    ],
)
def test_names_of_ours_lose_what_stands_before_them(run, formula, bare):
    assert run("XlcrmBinding.XlcrmBare", formula) == bare


@pytest.mark.parametrize(("reply", "own"), [("xlcrm", True), ("else", False), (0.2, False)])
def test_whose_functions_answer(run, reply, own):
    assert run("XlcrmBridge.XlcrmIsOwnReply", reply) is own


@pytest.mark.parametrize(
    ("path", "foreign"),
    [
        ("C:\\Users\\Ann\\XLSTART\\xlcrm.xlam", True),
        ("C:\\Users\\Bob\\XLSTART\\XLCRM.xlam", False),
        ("https://firm.sharepoint.com/x/xlcrm.xlam", True),
        ("C:\\Users\\Ann\\other.xlam", False),
    ],
)
def test_links_to_another_place_are_found(run, path, foreign):
    ours = "C:\\Users\\Bob\\XLSTART\\xlcrm.xlam"
    assert run("XlcrmBinding.XlcrmIsForeign", path, ours) is foreign
