Option Explicit
Option Private Module

' The buttons: Python runs the command on the open workbook, and speaks with the user in boxes of its own.

' Whether a workbook is a CRM: it has a table of ours.
Public Function XlcrmIsCrm(ByVal book As Object) As Boolean
    Dim sheet As Object, table As Object
    If book Is Nothing Then Exit Function
    For Each sheet In book.Worksheets
        For Each table In sheet.ListObjects
            If XlcrmIsOurs(table.Name) Then
                XlcrmIsCrm = True
                Exit Function
            End If
        Next table
    Next sheet
End Function

' Whether a button is of use in a workbook: some are where it is no CRM, none is without a workbook.
Public Function XlcrmIsOfUse(ByVal id As String, ByVal book As Object) As Boolean
    If book Is Nothing Then Exit Function
    Select Case id
        Case {{ANYWHERE}}
            XlcrmIsOfUse = True
        Case Else
            XlcrmIsOfUse = XlcrmIsCrm(book)
    End Select
End Function

' Runs a command on the workbook in whose window the button was pressed.
Public Sub XlcrmRun(ByVal button As String, ByVal command As String)
    Dim book As Object, reply As Variant
    Set book = Application.ActiveWorkbook
    If Not XlcrmIsOfUse(button, book) Then Exit Sub
    #If Mac Then
        reply = XlcrmStartOnMac(command, book.Name)
    #Else
        reply = XlcrmAlive()
        If reply(0) <> "silent" Then reply = XlcrmRunQuietly(book, command)
    #End If
    If XlcrmIsComplaint(reply) Then MsgBox CStr(reply(1)), vbExclamation, {{TITLE}}
End Sub

' Whether a reply is to be shown here: what Python could show, it has shown.
Public Function XlcrmIsComplaint(ByVal reply As Variant) As Boolean
    XlcrmIsComplaint = (reply(0) = "silent" Or reply(0) = "error")
End Function

' Whether Python answers. A process that died is started again, once; nothing was begun yet.
Public Function XlcrmAlive() As Variant
    Dim reply As Variant
    reply = XlcrmServerCall("ready", Array("Excel"))
    If reply(0) = "silent" Then
        XlcrmServerRestart
        XlcrmNothingSent
        reply = XlcrmServerCall("ready", Array("Excel"))
    End If
    XlcrmAlive = reply
End Function

' A command is never begun twice: nobody knows how far the first one came.
Public Function XlcrmRunOnce(ByVal process As Long, ByVal bookName As String, ByVal command As String) As Variant
    Dim reply As Variant
    reply = XlcrmServerCall("run", Array(command, process, bookName))
    If reply(0) = "silent" Then reply = Array("silent", {{BROKEN_OFF}})
    XlcrmRunOnce = reply
End Function

' While Python writes, Excel neither computes nor tells what changed; functions show what they showed last.
Private Function XlcrmRunQuietly(ByVal book As Object, ByVal command As String) As Variant
    Dim mode As Long, events As Boolean, alerts As Boolean, escape As Long
    escape = Application.EnableCancelKey
    mode = Application.Calculation
    events = Application.EnableEvents
    alerts = Application.DisplayAlerts
    On Error GoTo Failed
    ' Esc is for Python: it must not break this off while Excel's settings are others.
    Application.EnableCancelKey = xlDisabled
    Application.Calculation = xlCalculationManual
    Application.EnableEvents = False
    ' Without this, Excel complains after a while that it waits for another program.
    Application.DisplayAlerts = False
    Application.StatusBar = {{WORKING}}
    XlcrmHold True
    XlcrmRunQuietly = XlcrmRunOnce(XlcrmProcess(), book.Name, command)
    GoTo Done
Failed:
    XlcrmRunQuietly = Array("error", Err.Description)
    Resume Done
Done:
    On Error Resume Next
    XlcrmHold False
    XlcrmAllChanged book
    Application.StatusBar = False
    Application.DisplayAlerts = alerts
    Application.EnableEvents = events
    Application.Calculation = mode
    Application.Calculate
    XlcrmShowButtons
    Application.EnableCancelKey = escape
    On Error GoTo 0
End Function

' Why a call of ours in a cell gave an error; empty where there is none any more.
Private Function XlcrmReasonOf(ByVal cell As Object) As String
    If XlcrmCallsOurs(CStr(cell.Formula)) Then XlcrmReasonOf = XlcrmWhy(XlcrmPlaceOf(cell))
End Function

' Why the active cell shows an error.
Public Sub XlcrmExplain()
    Dim reason As String, taken As String
    If Application.ActiveWorkbook Is Nothing Then Exit Sub
    If TypeName(Application.Selection) = "Range" Then
        If IsError(Application.ActiveCell.Value2) Then reason = XlcrmReasonOf(XlcrmFormulaCell(Application.ActiveCell))
    End If
    #If Not Mac Then
        If reason = "" Then taken = XlcrmTakenNames()
        If taken <> "" Then reason = {{TAKEN}} & " " & taken
    #Else
        reason = {{NOT_ON_MAC}}
    #End If
    If reason = "" Then reason = {{NO_REASON}}
    MsgBox reason, vbInformation, {{TITLE}}
End Sub
