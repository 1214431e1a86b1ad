Option Explicit
Option Private Module

' From a cell's call to what it shows: which workbook, what changed in it, what Python says.

Private Const ERROR_VALUE As Long = 2015

Private said As Collection

' What a call shows.
Public Function XlcrmAnswer(ByVal functionName As String, ByVal arguments As Variant) As Variant
    Dim book As Object, id As String, version As String, key As String, reply As Variant
    On Error GoTo Failed
    Set book = XlcrmCallerBook()
    id = XlcrmBookId(book)
    version = XlcrmVersion(book)
    key = XlcrmKey(functionName, arguments)
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

' Asks Python, bringing it what changed first. A server that died is started again, once.
Public Function XlcrmAsk(ByVal book As Object, ByVal id As String, ByVal version As String, ByVal functionName As String, ByVal arguments As Variant) As Variant
    Dim reply As Variant, attempt As Long
    For attempt = 1 To 2
        reply = XlcrmAskOnce(book, id, version, functionName, arguments)
        If reply(0) <> "silent" Then Exit For
        If attempt = 1 Then
            XlcrmServerRestart
            XlcrmNothingSent
        End If
    Next attempt
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
        XlcrmShown = reply(1)
    Else
        XlcrmNote CStr(reply(1))
        XlcrmShown = CVErr(ERROR_VALUE)
    End If
End Function

' An argument as Python takes it: a value, nothing for what was left out, rows for a range.
Public Function XlcrmGiven(Optional ByVal given As Variant) As Variant
    If IsMissing(given) Then Exit Function
    If IsObject(given) Then
        XlcrmGiven = XlcrmCellsOf(given)
    Else
        XlcrmGiven = given
    End If
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

Private Sub XlcrmNote(ByVal reason As String)
    Dim place As String
    place = XlcrmCallerPlace()
    If said Is Nothing Then Set said = New Collection
    On Error Resume Next
    said.Remove "k" & place
    said.Add reason, "k" & place
    On Error GoTo 0
End Sub
