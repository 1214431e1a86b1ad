Option Explicit
Option Private Module

' Giving the formulas of a workbook that came from elsewhere the functions of this add-in.

Private Const NAME_LETTERS As String = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_."

' What stands before the name of a function that nobody knew when the file was written.
Private Const UNKNOWN_THEN As String = "_xludf."
Private Const OF_A_LIBRARY As String = "_xll."

' Links to an add-in of ours in another place are led to this one.
Public Sub XlcrmLeadLinksHere(ByVal book As Object)
    Dim links As Variant, index As Long
    links = book.LinkSources(xlExcelLinks)
    If IsEmpty(links) Then Exit Sub
    For index = LBound(links) To UBound(links)
        If XlcrmIsForeign(CStr(links(index)), ThisWorkbook.FullName) Then
            book.ChangeLink CStr(links(index)), ThisWorkbook.FullName, xlLinkTypeExcelLinks
        End If
    Next index
End Sub

' Whether a path names an add-in of our name that is not this one.
Public Function XlcrmIsForeign(ByVal path As String, ByVal ours As String) As Boolean
    Dim fileName As String
    fileName = Mid(path, InStrRev(Replace(path, "/", "\"), "\") + 1)
    XlcrmIsForeign = (LCase(fileName) = "{{FILE_NAME}}") And (LCase(path) <> LCase(ours))
End Function

' Entering a formula again is what makes Excel look for its function.
Public Sub XlcrmBindFormulas(ByVal book As Object)
    Dim sheet As Object, events As Boolean, mode As Long, escape As Long, fills As Boolean
    escape = Application.EnableCancelKey
    fills = Application.AutoCorrect.AutoFillFormulasInLists
    events = Application.EnableEvents
    mode = Application.Calculation
    On Error Resume Next
    Application.EnableCancelKey = xlDisabled
    Application.EnableEvents = False
    ' A formula that is entered into a column of a table would fill its blank cells.
    Application.AutoCorrect.AutoFillFormulasInLists = False
    Application.Calculation = xlCalculationManual
    For Each sheet In book.Worksheets
        If Not sheet.ProtectContents Then XlcrmBindSheet sheet
    Next sheet
    Application.Calculation = mode
    Application.EnableEvents = events
    Application.AutoCorrect.AutoFillFormulasInLists = fills
    Application.EnableCancelKey = escape
    On Error GoTo 0
End Sub

' Binds the formulas of a sheet; gives how many.
Public Function XlcrmBindSheet(ByVal sheet As Object) As Long
    Dim area As Object, formulas As Variant, row As Long, column As Long
    If Not XlcrmHasFormulas(sheet.UsedRange) Then Exit Function
    For Each area In sheet.UsedRange.SpecialCells(xlCellTypeFormulas).Areas
        formulas = area.Formula
        If Not IsArray(formulas) Then
            If XlcrmCallsOurs(CStr(formulas)) Then XlcrmBindSheet = XlcrmBindSheet + XlcrmEnterAgain(area)
        Else
            For row = 1 To UBound(formulas, 1)
                For column = 1 To UBound(formulas, 2)
                    If XlcrmCallsOurs(CStr(formulas(row, column))) Then XlcrmBindSheet = XlcrmBindSheet + XlcrmEnterAgain(area.Cells(row, column))
                Next column
            Next row
        End If
    Next area
End Function

' A block of cells with one formula is entered as one; Excel refuses to change a part of it. Gives 1, or 0 for
' what is not entered: cells that belong to another one's formula, and those that Excel refuses to change.
Private Function XlcrmEnterAgain(ByVal cell As Object) As Long
    Dim block As Object, parent As String
    On Error GoTo Refused
    parent = XlcrmSpilledFrom(cell)
    If parent = cell.Address Or (parent = "" And Not cell.HasArray) Then
        XlcrmEnterOne cell
        XlcrmEnterAgain = 1
    ElseIf parent = "" Then
        Set block = cell.CurrentArray
        If block.Row = cell.Row And block.Column = cell.Column Then
            block.FormulaArray = XlcrmBare(block.FormulaArray)
            XlcrmEnterAgain = 1
        End If
    End If
Refused:
End Function

' The cell whose formula spills into this one, or its own; empty where none does, and where Excel knows no spilling.
Private Function XlcrmSpilledFrom(ByVal cell As Object) As String
    On Error Resume Next
    XlcrmSpilledFrom = cell.SpillParent.Address
    On Error GoTo 0
End Function

' The cell whose formula a cell shows: its own, or that of the block to which it belongs.
Public Function XlcrmFormulaCell(ByVal cell As Object) As Object
    Dim parent As String
    Set XlcrmFormulaCell = cell
    parent = XlcrmSpilledFrom(cell)
    If parent <> "" Then
        Set XlcrmFormulaCell = cell.Worksheet.Range(parent)
    ElseIf cell.HasArray Then
        Set XlcrmFormulaCell = cell.CurrentArray.Cells(1, 1)
    End If
End Function

' Where Excel knows formulas that spill, Formula would cut them to one value.
Private Sub XlcrmEnterOne(ByVal cell As Object)
    On Error GoTo Older
    cell.Formula2 = XlcrmBare(cell.Formula2)
    Exit Sub
Older:
    cell.Formula = XlcrmBare(cell.Formula)
End Sub

' Whether a formula calls a function of ours.
Public Function XlcrmCallsOurs(ByVal formula As String) As Boolean
    Dim functionName As Variant, large As String, place As Long
    If Left(formula, 1) <> "=" Then Exit Function
    large = UCase(formula)
    For Each functionName In XlcrmFunctionNames()
        place = InStr(large, functionName & "(")
        Do While place > 0
            If XlcrmBegins(large, place) Then
                XlcrmCallsOurs = True
                Exit Function
            End If
            place = InStr(place + 1, large, functionName & "(")
        Loop
    Next functionName
End Function

' Whether a name begins at a place of a formula in capitals, but for what unknown names are given before them.
Private Function XlcrmBegins(ByVal large As String, ByVal place As Long) As Boolean
    Dim first As Long, before As String
    first = place
    Do While first > 1
        If InStr(NAME_LETTERS, Mid(large, first - 1, 1)) = 0 Then Exit Do
        first = first - 1
    Loop
    before = Mid(large, first, place - first)
    XlcrmBegins = (before = "" Or before = UCase(UNKNOWN_THEN) Or before = UCase(OF_A_LIBRARY))
End Function

' A formula with the bare names of our functions.
Public Function XlcrmBare(ByVal formula As String) As String
    Dim functionName As Variant
    XlcrmBare = formula
    If InStr(1, formula, UNKNOWN_THEN, vbTextCompare) = 0 And InStr(1, formula, OF_A_LIBRARY, vbTextCompare) = 0 Then Exit Function
    For Each functionName In XlcrmFunctionNames()
        XlcrmBare = Replace(XlcrmBare, UNKNOWN_THEN & functionName & "(", functionName & "(", 1, -1, vbTextCompare)
        XlcrmBare = Replace(XlcrmBare, OF_A_LIBRARY & functionName & "(", functionName & "(", 1, -1, vbTextCompare)
    Next functionName
End Function

' Whether a formula stands in some cells.
Public Function XlcrmHasFormulas(ByVal cells As Object) As Boolean
    Dim formulas As Variant
    formulas = cells.HasFormula
    If IsNull(formulas) Then formulas = True
    XlcrmHasFormulas = formulas
End Function
