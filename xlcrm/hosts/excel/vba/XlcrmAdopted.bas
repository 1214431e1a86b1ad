Option Explicit
Option Private Module

' A workbook that was adopted: which tables and sheets of the user's own its table "Columns" speaks of.

Private Const TABLE_OF_COLUMNS As String = "Columns"
Private Const ITS_WIDTH As Long = 5
Private Const WHERE_IT_STANDS As Long = 2

' Names of tables, and cells of plain lists such as 'My sales'!B5, each between line feeds; empty for none.
Public Function XlcrmStands(ByVal book As Object) As String
    Dim table As Object, cells As Variant, row As Long, above As Long, found As String
    Set table = XlcrmTableOfColumns(book)
    If table Is Nothing Then Exit Function
    If table.Range.Columns.Count < ITS_WIDTH Or table.Range.Rows.Count < 2 Then Exit Function
    cells = table.Range.Columns(WHERE_IT_STANDS).Value2
    found = vbLf & TABLE_OF_COLUMNS & vbLf
    If table.ShowHeaders Then above = 1
    For row = above + 1 To UBound(cells, 1)
        If VarType(cells(row, 1)) = vbString Then found = XlcrmWith(found, Trim(cells(row, 1)))
    Next row
    XlcrmStands = found
End Function

' The titles of the sheets with plain lists, each between line feeds; empty for none. Where one of them is gone,
' it may have another title now: its list is looked for on all sheets that may be it.
Public Function XlcrmPlainTitles(ByVal book As Object) As String
    Dim place As Variant, title As String, found As String, standing As String, sheet As Object, lost As Boolean, stands As String
    stands = XlcrmStands(book)
    If stands = "" Then Exit Function
    standing = vbLf
    For Each sheet In book.Worksheets
        standing = standing & sheet.Name & vbLf
    Next sheet
    found = vbLf
    For Each place In Split(stands, vbLf)
        title = XlcrmTitleOf(CStr(place))
        found = XlcrmWith(found, title)
        If title <> "" And Not XlcrmIsAmong(standing, title) Then lost = True
    Next place
    If lost Then
        For Each sheet In book.Worksheets
            If sheet.ListObjects.Count = 0 Then
                If Not XlcrmHasFormulas(sheet.UsedRange) Then found = XlcrmWith(found, sheet.Name)
            End If
        Next sheet
    End If
    If found <> vbLf Then XlcrmPlainTitles = found
End Function

' Whether a text is among those that stand between line feeds.
Public Function XlcrmIsAmong(ByVal listed As String, ByVal text As String) As Boolean
    XlcrmIsAmong = (InStr(1, listed, vbLf & text & vbLf, vbTextCompare) > 0)
End Function

' The title of the sheet of a cell; empty for what is the name of a table.
Public Function XlcrmTitleOf(ByVal place As String) As String
    Dim cut As Long, title As String
    cut = InStrRev(place, "!")
    If cut < 2 Then Exit Function
    title = Left(place, cut - 1)
    If Len(title) > 2 And Left(title, 1) = "'" Then title = Replace(Mid(title, 2, Len(title) - 2), "''", "'")
    XlcrmTitleOf = title
End Function

Private Function XlcrmWith(ByVal listed As String, ByVal text As String) As String
    XlcrmWith = listed
    If text <> "" And Not XlcrmIsAmong(listed, text) Then XlcrmWith = listed & text & vbLf
End Function

Private Function XlcrmTableOfColumns(ByVal book As Object) As Object
    Dim sheet As Object, table As Object
    For Each sheet In book.Worksheets
        For Each table In sheet.ListObjects
            If table.Name = TABLE_OF_COLUMNS Then
                Set XlcrmTableOfColumns = table
                Exit Function
            End If
        Next table
    Next sheet
End Function
