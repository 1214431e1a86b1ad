Option Explicit
Option Private Module

' The buttons: a command is shown first on a copy, then done on the saved file, and the workbook is opened again.

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

' Runs a command on the active workbook. Options: names and values in turn. Questions: what is asked for before:
' for each, the option's name, "file" or "text", and the question.
Public Sub XlcrmRun(ByVal command As String, ByVal options As Variant, ByVal previewed As Boolean, ByVal questions As Variant)
    Dim book As Workbook, reply As Variant, given As Variant
    Set book = Application.ActiveWorkbook
    If Not XlcrmIsCrm(book) Then Exit Sub
    If Not XlcrmCanBeSaved(book) Then Exit Sub
    given = XlcrmAsked(options, questions)
    If IsEmpty(given) Then Exit Sub
    If previewed Then
        reply = XlcrmPreview(book, command, given)
        If reply(0) <> "done" Then
            MsgBox CStr(reply(1)), vbExclamation, {{TITLE}}
            Exit Sub
        End If
        If MsgBox(CStr(reply(1)) & vbLf & vbLf & {{DO_IT}}, vbYesNo + vbQuestion, {{TITLE}}) <> vbYes Then Exit Sub
    End If
    XlcrmDo book, command, given
End Sub

' Why the active cell shows an error.
Public Sub XlcrmExplain()
    Dim reason As String
    If Application.ActiveWorkbook Is Nothing Then Exit Sub
    If TypeName(Application.Selection) = "Range" Then
        If IsError(Application.ActiveCell.Value2) Then reason = XlcrmWhy(XlcrmPlaceOf(Application.ActiveCell))
    End If
    If reason = "" Then reason = {{NO_REASON}}
    MsgBox reason, vbInformation, {{TITLE}}
End Sub

Private Function XlcrmCanBeSaved(ByVal book As Workbook) As Boolean
    If book.Path = "" Or book.ReadOnly Or InStr(book.FullName, "://") > 0 Then
        MsgBox {{NOT_ON_DISK}}, vbExclamation, {{TITLE}}
    Else
        XlcrmCanBeSaved = True
    End If
End Function

' The options with what the user said; nothing where the user went back.
Private Function XlcrmAsked(ByVal options As Variant, ByVal questions As Variant) As Variant
    Dim index As Long, said As Variant, given As Variant, last As Long
    given = options
    For index = LBound(questions) To UBound(questions) Step 3
        If questions(index + 1) = "file" Then
            said = Application.GetOpenFilename(, , questions(index + 2))
            If VarType(said) = vbBoolean Then Exit Function
        Else
            said = InputBox(questions(index + 2), {{TITLE}})
            If said = "" Then Exit Function
        End If
        last = UBound(given) + 2
        ReDim Preserve given(last)
        given(last - 1) = questions(index)
        given(last) = CStr(said)
    Next index
    XlcrmAsked = given
End Function

' What a command would do, from a copy of the workbook as it is now.
Private Function XlcrmPreview(ByVal book As Workbook, ByVal command As String, ByVal given As Variant) As Variant
    Dim copyPath As String, looked As Variant, last As Long
    copyPath = Environ("TEMP") & "\xlcrm-" & Format(Now, "yyyymmddhhnnss") & "-" & book.Name
    book.SaveCopyAs copyPath
    looked = given
    last = UBound(looked) + 2
    ReDim Preserve looked(last)
    looked(last - 1) = "dry_run"
    looked(last) = "yes"
    XlcrmPreview = XlcrmServerCall("run", Array(command, copyPath, looked))
    On Error Resume Next
    Kill copyPath
    On Error GoTo 0
End Function

Private Sub XlcrmDo(ByVal book As Workbook, ByVal command As String, ByVal given As Variant)
    Dim path As String, reply As Variant
    path = book.FullName
    On Error GoTo NotSaved
    If Not book.Saved Then book.Save
    On Error GoTo 0
    Application.ScreenUpdating = False
    Application.StatusBar = {{WORKING}}
    book.Close False
    reply = XlcrmServerCall("run", Array(command, path, given))
    On Error Resume Next
    Application.Workbooks.Open path
    On Error GoTo 0
    Application.StatusBar = False
    Application.ScreenUpdating = True
    MsgBox CStr(reply(1)), IIf(reply(0) = "done", vbInformation, vbExclamation), {{TITLE}}
    Exit Sub
NotSaved:
    MsgBox {{NOT_SAVED}} & " " & Err.Description, vbExclamation, {{TITLE}}
End Sub
