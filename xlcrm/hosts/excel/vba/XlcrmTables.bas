Option Explicit
Option Private Module

' The tables of open workbooks: which state they are in, and their cells by .Value2.

Private pulse As Long
Private states As Collection
Private stamps As Collection
Private sentStates As Collection
Private sentStamps As Collection
Private counter As Long

' The workbook of the cell that is being computed: never the active one.
Public Function XlcrmCallerBook() As Object
    If TypeName(Application.Caller) = "Range" Then
        Set XlcrmCallerBook = Application.Caller.Worksheet.Parent
    Else
        Set XlcrmCallerBook = Application.ActiveWorkbook
    End If
End Function

' Where the cell stands that is being computed.
Public Function XlcrmCallerPlace() As String
    If TypeName(Application.Caller) = "Range" Then XlcrmCallerPlace = XlcrmPlaceOf(Application.Caller)
End Function

' Where a cell stands, among all open workbooks.
Public Function XlcrmPlaceOf(ByVal cell As Object) As String
    XlcrmPlaceOf = XlcrmBookId(cell.Worksheet.Parent) & "!" & cell.Worksheet.Name & "!" & cell.Cells(1, 1).Address
End Function

Public Function XlcrmBookId(ByVal book As Object) As String
    XlcrmBookId = book.FullName
End Function

Public Function XlcrmHas1904(ByVal book As Object) As Boolean
    XlcrmHas1904 = book.Date1904
End Function

' Something may have changed: the tables are looked at again when a cell asks next.
Public Sub XlcrmPulse()
    pulse = pulse + 1
End Sub

' How often that was: within one number nothing changed.
Public Function XlcrmPulseNumber() As Long
    XlcrmPulseNumber = pulse
End Function

' Cells of a sheet changed.
Public Sub XlcrmSheetChanged(ByVal sheet As Object)
    counter = counter + 1
    XlcrmPut stamps, XlcrmSheetId(sheet), CStr(counter)
    XlcrmPulse
End Sub

' Anything in a workbook may have changed.
Public Sub XlcrmAllChanged(ByVal book As Object)
    Dim sheet As Object, plain As String
    plain = XlcrmPlainTitles(book)
    For Each sheet In book.Worksheets
        If sheet.ListObjects.Count > 0 Or XlcrmIsAmong(plain, sheet.Name) Then XlcrmSheetChanged sheet
    Next sheet
    XlcrmPulse
End Sub

' The state of a workbook's tables and the day, as a text: another one whenever an answer could differ.
Public Function XlcrmVersion(ByVal book As Object) As String
    Dim id As String, held As String, mark As String
    XlcrmWatch
    id = XlcrmBookId(book)
    mark = CStr(pulse) & "@" & CStr(CLng(Date)) & "@"
    held = XlcrmTake(states, id)
    If Left(held, Len(mark)) <> mark Then
        held = mark & XlcrmSignature(book)
        XlcrmPut states, id, held
    End If
    XlcrmVersion = Mid(held, Len(CStr(pulse)) + 2)
End Function

' Whether Python was handed this state.
Public Function XlcrmWasSent(ByVal id As String, ByVal version As String) As Boolean
    XlcrmWasSent = (XlcrmTake(sentStates, id) = version)
End Function

' Python has been handed the tables as they are.
Public Sub XlcrmSent(ByVal book As Object, ByVal id As String, ByVal version As String)
    Dim sheet As Object, table As Object, plain As String
    plain = XlcrmPlainTitles(book)
    For Each sheet In book.Worksheets
        For Each table In sheet.ListObjects
            XlcrmPut sentStamps, id & "!" & table.Name, XlcrmTableStamp(sheet, table)
        Next table
        If XlcrmIsAmong(plain, sheet.Name) Then XlcrmPut sentStamps, id & "!" & XlcrmPlainName(sheet), XlcrmPlainStamp(sheet)
    Next sheet
    XlcrmPut sentStates, id, version
End Sub

' Python has been handed nothing, or has lost it.
Public Sub XlcrmNothingSent()
    Set sentStates = Nothing
    Set sentStamps = Nothing
End Sub

' The names of all tables of a workbook, in the order of the sheets, and of the sheets with plain lists.
Public Function XlcrmTableNames(ByVal book As Object) As Variant
    Dim sheet As Object, table As Object, names As String, plain As String
    plain = XlcrmPlainTitles(book)
    For Each sheet In book.Worksheets
        For Each table In sheet.ListObjects
            names = names & vbLf & table.Name
        Next table
        If XlcrmIsAmong(plain, sheet.Name) Then names = names & vbLf & XlcrmPlainName(sheet)
    Next sheet
    XlcrmTableNames = Split(Mid(names, 2), vbLf)
End Function

' The tables that changed since they were handed over, or all of them. Each: name, sheet, row, column, whether
' there is a totals row, the cells, a number format (or, where it differs, marks of dates) for each column, and the
' headers where they are hidden, so that all cells are data.
Public Function XlcrmTablesToSend(ByVal book As Object, ByVal everything As Boolean) As Variant
    Dim sheet As Object, table As Object, found() As Variant, number As Long, stands As String, plain As String
    stands = XlcrmStands(book)
    plain = XlcrmPlainTitles(book)
    For Each sheet In book.Worksheets
        For Each table In sheet.ListObjects
            If everything Or XlcrmIsNew(book, table.Name, XlcrmTableStamp(sheet, table)) Then
                ReDim Preserve found(number)
                found(number) = XlcrmTable(sheet, table, XlcrmIsAmong(stands, table.Name))
                number = number + 1
            End If
        Next table
        If XlcrmIsAmong(plain, sheet.Name) Then
            If everything Or XlcrmIsNew(book, XlcrmPlainName(sheet), XlcrmPlainStamp(sheet)) Then
                ReDim Preserve found(number)
                found(number) = XlcrmBlock(XlcrmPlainName(sheet), sheet, sheet.UsedRange, False, Array())
                number = number + 1
            End If
        End If
    Next sheet
    If number = 0 Then
        XlcrmTablesToSend = Array()
    Else
        XlcrmTablesToSend = found
    End If
End Function

' No table can have the name by which a sheet with plain lists goes.
Private Function XlcrmPlainName(ByVal sheet As Object) As String
    XlcrmPlainName = "!" & sheet.Name
End Function

Private Function XlcrmIsNew(ByVal book As Object, ByVal tableName As String, ByVal stamp As String) As Boolean
    XlcrmIsNew = (XlcrmTake(sentStamps, XlcrmBookId(book) & "!" & tableName) <> stamp)
End Function

' Of tables that are neither ours nor adopted only the headers are of interest.
Private Function XlcrmTable(ByVal sheet As Object, ByVal table As Object, ByVal adopted As Boolean) As Variant
    Dim height As Long, headers As Variant
    height = 1
    headers = Array()
    If Not table.ShowHeaders Then headers = XlcrmHiddenHeaders(table)
    If adopted Or XlcrmIsOurs(table.Name) Then height = XlcrmHeight(sheet, table)
    XlcrmTable = XlcrmBlock(table.Name, sheet, table.Range.Resize(height), CBool(table.ShowTotals), headers)
End Function

' The names of the columns of a table whose header row is switched off.
Private Function XlcrmHiddenHeaders(ByVal table As Object) As Variant
    Dim column As Long, headers() As Variant
    ReDim headers(table.ListColumns.Count - 1)
    For column = 1 To table.ListColumns.Count
        headers(column - 1) = table.ListColumns(column).Name
    Next column
    XlcrmHiddenHeaders = headers
End Function

Private Function XlcrmBlock(ByVal tableName As String, ByVal sheet As Object, ByVal cells As Object, ByVal totals As Boolean, ByVal headers As Variant) As Variant
    Dim column As Long, formats() As Variant, above As Long
    If UBound(headers) < 0 Then above = 1
    ReDim formats(cells.Columns.Count - 1)
    For column = 1 To cells.Columns.Count
        formats(column - 1) = XlcrmFormat(cells.Columns(column), cells.Rows.Count, above)
    Next column
    XlcrmBlock = Array(tableName, sheet.Name, cells.Row, cells.Column, totals, cells.Value2, formats, headers)
End Function

' The rows of a table with its header, if it shows one: without the totals row, with filled rows that follow it directly.
Private Function XlcrmHeight(ByVal sheet As Object, ByVal table As Object) As Long
    Dim height As Long, below As Object
    height = table.Range.Rows.Count
    If table.ShowTotals Then
        XlcrmHeight = height - 1
        Exit Function
    End If
    Do While table.Range.Row + height <= sheet.Rows.Count
        Set below = table.Range.Rows(1).Offset(height, 0)
        If Application.WorksheetFunction.CountA(below) = 0 Then Exit Do
        If XlcrmInOtherTable(sheet, table, below.Row) Then Exit Do
        height = height + 1
    Loop
    XlcrmHeight = height
End Function

Private Function XlcrmInOtherTable(ByVal sheet As Object, ByVal table As Object, ByVal row As Long) As Boolean
    Dim other As Object, first As Long, last As Long
    first = table.Range.Column
    last = first + table.Range.Columns.Count - 1
    For Each other In sheet.ListObjects
        If other.Name <> table.Name And other.Range.Row <= row And row < other.Range.Row + other.Range.Rows.Count Then
            If other.Range.Column <= last And first < other.Range.Column + other.Range.Columns.Count Then XlcrmInOtherTable = True
        End If
    Next other
End Function

' One number format for a column's rows below the header; where they differ, "d" or "n" for each after a line feed.
Private Function XlcrmFormat(ByVal column As Object, ByVal height As Long, ByVal above As Long) As String
    Dim common As Variant, row As Long, marks As String
    If height <= above Then Exit Function
    common = column.Offset(above, 0).Resize(height - above).NumberFormat
    If Not IsNull(common) Then
        XlcrmFormat = CStr(common)
        Exit Function
    End If
    marks = String(height, "n")
    For row = above + 1 To height
        If VarType(column.Cells(row, 1).Value) = vbDate Then Mid(marks, row, 1) = "d"
    Next row
    XlcrmFormat = vbLf & Mid(marks, above + 1)
End Function

' What tells one state of all tables from another.
Private Function XlcrmSignature(ByVal book As Object) As String
    Dim sheet As Object, table As Object, signature As String, plain As String
    signature = CStr(XlcrmHas1904(book))
    plain = XlcrmPlainTitles(book)
    For Each sheet In book.Worksheets
        For Each table In sheet.ListObjects
            signature = signature & ";" & table.Name & "=" & XlcrmTableStamp(sheet, table)
        Next table
        If XlcrmIsAmong(plain, sheet.Name) Then signature = signature & ";" & XlcrmPlainStamp(sheet)
    Next sheet
    XlcrmSignature = signature
End Function

Private Function XlcrmTableStamp(ByVal sheet As Object, ByVal table As Object) As String
    XlcrmTableStamp = sheet.Name & "!" & table.Range.Address & table.ShowTotals & table.ShowHeaders & XlcrmTake(stamps, XlcrmSheetId(sheet))
End Function

Private Function XlcrmPlainStamp(ByVal sheet As Object) As String
    XlcrmPlainStamp = XlcrmPlainName(sheet) & "!" & sheet.UsedRange.Address & XlcrmTake(stamps, XlcrmSheetId(sheet))
End Function

Private Function XlcrmSheetId(ByVal sheet As Object) As String
    XlcrmSheetId = XlcrmBookId(sheet.Parent) & "!" & sheet.Name
End Function

Private Function XlcrmTake(ByVal held As Collection, ByVal key As String) As String
    If held Is Nothing Then Exit Function
    On Error Resume Next
    XlcrmTake = held.Item("k" & key)
    On Error GoTo 0
End Function

Private Sub XlcrmPut(ByRef held As Collection, ByVal key As String, ByVal text As String)
    If held Is Nothing Then Set held = New Collection
    On Error Resume Next
    held.Remove "k" & key
    On Error GoTo 0
    held.Add text, "k" & key
End Sub
