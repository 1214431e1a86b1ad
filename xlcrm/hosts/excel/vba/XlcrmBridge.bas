Option Explicit
Option Private Module

' From a cell's call to what it shows: which workbook, what changed in it, what Python says.

Private Const ERROR_VALUE As Long = 2015
Private Const ERROR_NOT_YET As Long = 2042
Private Const OWN_REPLY As String = "xlcrm"

Private said As Collection
Private held As Boolean
Private probing As Boolean

' What was said when Python did not answer last, and when that was; Empty where it has answered since.
Private silence As Variant
Private silentPulse As Long

' While a command is at work, Python is asked nothing: it is busy, and its answers would be of a half-done state.
Public Sub XlcrmHold(ByVal begun As Boolean)
    held = begun
End Sub

' Which of our names another add-in answers to, as a text; empty where all are ours.
Public Function XlcrmTakenNames() As String
    Dim functionName As Variant, taken As String
    probing = True
    On Error Resume Next
    For Each functionName In XlcrmFunctionNames()
        If Not XlcrmIsOwnReply(Application.Evaluate(functionName & "()")) Then taken = taken & ", " & functionName
    Next functionName
    On Error GoTo 0
    probing = False
    XlcrmTakenNames = Mid(taken, 3)
End Function

' Whether something is what a function of ours replies to the question whose it is.
Public Function XlcrmIsOwnReply(ByVal reply As Variant) As Boolean
    If VarType(reply) = vbString Then XlcrmIsOwnReply = (reply = OWN_REPLY)
End Function

' What a call shows.
Public Function XlcrmAnswer(ByVal functionName As String, ByVal arguments As Variant) As Variant
    Dim book As Object, id As String, version As String, key As String, reply As Variant
    If probing Then
        XlcrmAnswer = OWN_REPLY
        Exit Function
    End If
    On Error GoTo Failed
    Set book = XlcrmCallerBook()
    id = XlcrmBookId(book)
    key = XlcrmKey(functionName, arguments)
    If held Then
        XlcrmAnswer = XlcrmMeanwhile(id, key)
        Exit Function
    End If
    version = XlcrmVersion(book)
    If Not XlcrmRecall(id, version, key, reply) Then
        reply = XlcrmAsk(book, id, version, functionName, arguments)
        ' What Python could not answer, because it did not run, is asked again.
        If reply(0) <> "silent" Then XlcrmRemember id, version, key, reply
    End If
    XlcrmAnswer = XlcrmShown(reply)
    Exit Function
Failed:
    XlcrmNote Err.Description
    XlcrmAnswer = CVErr(ERROR_VALUE)
End Function

' What a call shows while a command is at work: what it showed last, if anything.
Private Function XlcrmMeanwhile(ByVal id As String, ByVal key As String) As Variant
    Dim reply As Variant
    If XlcrmRecallLast(id, key, reply) Then
        XlcrmMeanwhile = XlcrmShown(reply)
    Else
        XlcrmNote {{WAITS}}
        XlcrmMeanwhile = CVErr(ERROR_NOT_YET)
    End If
End Function

' Asks Python, bringing it what changed first. A server that died is started again, once. Hundreds of cells may
' ask in one calculation: where Python stays silent the first of them waits, and the others are told the same.
Public Function XlcrmAsk(ByVal book As Object, ByVal id As String, ByVal version As String, ByVal functionName As String, ByVal arguments As Variant) As Variant
    Dim reply As Variant
    If IsArray(silence) And silentPulse = XlcrmPulseNumber() Then
        XlcrmAsk = silence
        Exit Function
    End If
    reply = XlcrmAskOnce(book, id, version, functionName, arguments)
    ' Where starting it again did not help, it is asked again by and by, and not ended again.
    If reply(0) = "silent" And Not IsArray(silence) Then
        XlcrmServerRestart
        XlcrmNothingSent
        reply = XlcrmAskOnce(book, id, version, functionName, arguments)
    End If
    silence = Empty
    If reply(0) = "silent" Then silence = reply
    silentPulse = XlcrmPulseNumber()
    XlcrmAsk = reply
End Function

Private Function XlcrmAskOnce(ByVal book As Object, ByVal id As String, ByVal version As String, ByVal functionName As String, ByVal arguments As Variant) As Variant
    Dim reply As Variant, attempt As Long
    For attempt = 1 To 2
        reply = XlcrmBring(book, id, version)
        If reply(0) = "silent" Then Exit For
        reply = XlcrmServerCall("answer", Array(id, version, functionName, arguments))
        If reply(0) <> "resend" Then Exit For
        XlcrmNothingSent
    Next attempt
    XlcrmAskOnce = reply
End Function

' Hands over the tables that changed since they were handed over last.
Private Function XlcrmBring(ByVal book As Object, ByVal id As String, ByVal version As String) As Variant
    Dim reply As Variant
    reply = Array("kept", "")
    If XlcrmWasSent(id, version) Then
        XlcrmBring = reply
        Exit Function
    End If
    reply = XlcrmServerCall("load", Array(id, version, XlcrmHas1904(book), XlcrmTableNames(book), XlcrmTablesToSend(book, False)))
    If reply(0) = "resend" Then
        reply = XlcrmServerCall("load", Array(id, version, XlcrmHas1904(book), XlcrmTableNames(book), XlcrmTablesToSend(book, True)))
    End If
    If reply(0) = "kept" Then XlcrmSent book, id, version
    XlcrmBring = reply
End Function

' A reply as a cell shows it: a value, rows, or an error value whose cause is kept.
Public Function XlcrmShown(ByVal reply As Variant) As Variant
    If reply(0) = "value" Then
        XlcrmUnnote
        XlcrmShown = reply(1)
    Else
        XlcrmNote CStr(reply(1))
        XlcrmShown = CVErr(ERROR_VALUE)
    End If
End Function

' An argument as Python takes it: a value, nothing for what was left out, rows for a range. One value in an array,
' as ROW() gives it, is that value.
Public Function XlcrmGiven(Optional ByVal given As Variant) As Variant
    Dim held As Variant, one As Variant, only As Variant, count As Long
    If IsMissing(given) Then Exit Function
    If IsObject(given) Then
        held = XlcrmCellsOf(given)
    Else
        held = given
    End If
    XlcrmGiven = held
    If Not IsArray(held) Then Exit Function
    For Each one In held
        count = count + 1
        If count > 1 Then Exit Function
        only = one
    Next one
    If count = 1 Then XlcrmGiven = only
End Function

Private Function XlcrmCellsOf(ByVal place As Object) As Variant
    XlcrmCellsOf = place.Value2
End Function

' Why the cell at an address shows an error; empty where nothing is known.
Public Function XlcrmWhy(ByVal address As String) As String
    On Error Resume Next
    XlcrmWhy = said.Item("k" & address)
    On Error GoTo 0
End Function

' The cell that is being computed shows no error of ours any more; another one in it has another reason.
Private Sub XlcrmUnnote()
    If said Is Nothing Then Exit Sub
    If said.Count = 0 Then Exit Sub
    On Error Resume Next
    said.Remove "k" & XlcrmCallerPlace()
    On Error GoTo 0
End Sub

Private Sub XlcrmNote(ByVal reason As String)
    Dim place As String
    place = XlcrmCallerPlace()
    If said Is Nothing Then Set said = New Collection
    On Error Resume Next
    said.Remove "k" & place
    said.Add reason, "k" & place
    On Error GoTo 0
End Sub
