Option Explicit
Option Private Module

' What is done when something happens in Excel.

Private watcher As XlcrmEvents
Private busy As Boolean
Private again As Boolean
Private late As Collection
Private savedFrom As String
Private plainBook As String
Private plainPulse As Long
Private plainTitles As String

' Makes sure that events are noticed; also after the VBA editor has reset everything.
Public Sub XlcrmWatch()
    If Not watcher Is Nothing Then Exit Sub
    Set watcher = New XlcrmEvents
    watcher.Watch Application
    XlcrmPulse
End Sub

' Cells of a sheet were edited. Whether Excel had computed before it said so or not: functions see the new state.
Public Sub XlcrmEdited(ByVal sheet As Object, ByVal edited As Object)
    Dim cells As Object, escape As Long
    #If Mac Then
        Exit Sub
    #End If
    If busy Then Exit Sub
    If Not XlcrmHoldsTables(sheet) Then Exit Sub
    XlcrmSheetChanged sheet
    If Application.Calculation = xlCalculationManual Then Exit Sub
    If Not XlcrmIsCrm(sheet.Parent) Then Exit Sub
    escape = Application.EnableCancelKey
    Application.EnableCancelKey = xlDisabled
    busy = True
    again = False
    Set late = New Collection
    On Error Resume Next
    ' A function that names a range is not volatile, and may have been computed over the tables as they were.
    edited.Dirty
    Application.Calculate
    If again Then
        For Each cells In late
            cells.Dirty
        Next cells
        Application.Calculate
    End If
    busy = False
    Application.EnableCancelKey = escape
    On Error GoTo 0
End Sub

' A sheet was computed: where formulas stand in its tables, their values may be others.
Public Sub XlcrmCalculated(ByVal sheet As Object)
    Dim table As Object, computed As Boolean
    If TypeName(sheet) <> "Worksheet" Then Exit Sub
    For Each table In sheet.ListObjects
        If XlcrmHasFormulas(table.Range) Then
            computed = True
            XlcrmLate table
        End If
    Next table
    If Not computed Then
        If XlcrmIsPlainStill(sheet) Then computed = XlcrmHasFormulas(sheet.UsedRange)
    End If
    If Not computed Then Exit Sub
    XlcrmSheetChanged sheet
    again = True
End Sub

' The first row of a table stands for all of it: whoever names the table, or a column of it, is computed again.
Private Sub XlcrmLate(ByVal table As Object)
    If Not busy Or late Is Nothing Then Exit Sub
    If table.DataBodyRange Is Nothing Then Exit Sub
    late.Add table.DataBodyRange.Rows(1)
End Sub

Private Function XlcrmHoldsTables(ByVal sheet As Object) As Boolean
    If TypeName(sheet) <> "Worksheet" Then Exit Function
    XlcrmHoldsTables = (sheet.ListObjects.Count > 0)
    If Not XlcrmHoldsTables Then XlcrmHoldsTables = XlcrmIsPlain(sheet)
End Function

Private Function XlcrmIsPlain(ByVal sheet As Object) As Boolean
    XlcrmIsPlain = XlcrmIsAmong(XlcrmPlainTitles(sheet.Parent), sheet.Name)
End Function

' The same for a sheet that was computed. All sheets may be, one after the other: a workbook is looked through once.
Private Function XlcrmIsPlainStill(ByVal sheet As Object) As Boolean
    Dim id As String
    id = XlcrmBookId(sheet.Parent)
    If plainBook <> id Or plainPulse <> XlcrmPulseNumber() Then
        plainTitles = XlcrmPlainTitles(sheet.Parent)
        plainBook = id
        plainPulse = XlcrmPulseNumber()
    End If
    XlcrmIsPlainStill = XlcrmIsAmong(plainTitles, sheet.Name)
End Function

' A workbook is about to be saved, maybe under another name.
Public Sub XlcrmSaving(ByVal book As Object)
    savedFrom = XlcrmBookId(book)
End Sub

' It was saved. What Python was handed under its new name was another workbook, or another state of this one.
Public Sub XlcrmSaved(ByVal book As Object)
    If XlcrmBookId(book) <> savedFrom Then XlcrmAllChanged book
End Sub

' A workbook was opened: links to an add-in of ours in another place are led here, and formulas that no add-in
' had bound are bound. It counts as unchanged by that. On a Mac there are no functions: a formula that is entered
' again there would lose the figure that it shows.
Public Sub XlcrmOpened(ByVal book As Object)
    Dim wasSaved As Boolean, escape As Long
    XlcrmShowButtons
    #If Mac Then
        Exit Sub
    #End If
    If Not XlcrmIsCrm(book) Then Exit Sub
    escape = Application.EnableCancelKey
    Application.EnableCancelKey = xlDisabled
    wasSaved = book.Saved
    ' It may have been closed and written by others since its tables were handed over.
    XlcrmAllChanged book
    busy = True
    On Error Resume Next
    XlcrmLeadLinksHere book
    XlcrmBindFormulas book
    On Error GoTo 0
    busy = False
    book.Saved = wasSaved
    XlcrmPulse
    Application.EnableCancelKey = escape
End Sub
