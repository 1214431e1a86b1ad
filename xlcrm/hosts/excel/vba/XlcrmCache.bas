Option Explicit
Option Private Module

' What was answered before, by workbook, state of its data and call. Needs nothing of Excel.

Private Const MOST_ANSWERS As Long = 8192

' For each workbook a collection: the state of its data, then the places of its answers by call.
Private books As Collection
Private calls(MOST_ANSWERS) As String
Private replies(MOST_ANSWERS) As Variant
Private used As Long

' The key of a call: equal calls have equal keys, others never.
Public Function XlcrmKey(ByVal functionName As String, ByVal arguments As Variant) As String
    Dim index As Long, key As String
    key = functionName
    For index = LBound(arguments) To UBound(arguments)
        key = key & "|" & XlcrmKeyOf(arguments(index))
    Next index
    XlcrmKey = key
End Function

Private Function XlcrmKeyOf(ByVal given As Variant) As String
    Dim written As String
    If IsArray(given) Then
        XlcrmKeyOf = "range"
    ElseIf IsEmpty(given) Then
        XlcrmKeyOf = "none"
    ElseIf IsError(given) Then
        XlcrmKeyOf = "error"
    Else
        written = CStr(given)
        XlcrmKeyOf = TypeName(given) & Len(written) & ":" & written
    End If
End Function

' Whether a call was answered in this state of the data; the answer is handed over in found.
Public Function XlcrmRecall(ByVal book As String, ByVal version As String, ByVal key As String, ByRef found As Variant) As Boolean
    XlcrmRecall = XlcrmTakeAnswer(XlcrmHeld(book, version), key, found)
End Function

' Whether a call was answered in the state of the data that was asked about last.
Public Function XlcrmRecallLast(ByVal book As String, ByVal key As String, ByRef found As Variant) As Boolean
    Dim held As Collection
    Set held = XlcrmFound(book)
    If Not held Is Nothing Then XlcrmRecallLast = XlcrmTakeAnswer(held, key, found)
End Function

Private Function XlcrmTakeAnswer(ByVal held As Collection, ByVal key As String, ByRef found As Variant) As Boolean
    Dim place As Long
    place = XlcrmPlace(held, key)
    If place = 0 Then Exit Function
    ' Collections do not tell capitals from small letters.
    If StrComp(calls(place), key, vbBinaryCompare) <> 0 Then Exit Function
    found = replies(place)
    XlcrmTakeAnswer = True
End Function

' Keeps an answer. Answers over older states of the workbook's data are dropped.
Public Sub XlcrmRemember(ByVal book As String, ByVal version As String, ByVal key As String, ByVal answer As Variant)
    Dim held As Collection, place As Long
    If used >= MOST_ANSWERS Then XlcrmForgetAll
    Set held = XlcrmHeld(book, version)
    place = XlcrmPlace(held, key)
    If place = 0 Then
        used = used + 1
        place = used
        held.Add place, "k" & key
    End If
    calls(place) = key
    replies(place) = answer
End Sub

' Drops all answers for a workbook.
Public Sub XlcrmForget(ByVal book As String)
    Dim held As Collection, index As Long, place As Long
    Set held = XlcrmFound(book)
    If held Is Nothing Then Exit Sub
    For index = 2 To held.Count
        place = held.Item(index)
        calls(place) = ""
        replies(place) = Empty
    Next index
    books.Remove "k" & book
End Sub

Private Sub XlcrmForgetAll()
    Set books = Nothing
    Erase calls
    Erase replies
    used = 0
End Sub

Private Function XlcrmFound(ByVal book As String) As Collection
    If books Is Nothing Then Set books = New Collection
    On Error Resume Next
    Set XlcrmFound = books.Item("k" & book)
    On Error GoTo 0
End Function

Private Function XlcrmHeld(ByVal book As String, ByVal version As String) As Collection
    Dim held As Collection, known As String
    Set held = XlcrmFound(book)
    If Not held Is Nothing Then
        known = held.Item(1)
        If known <> version Then
            XlcrmForget book
            Set held = Nothing
        End If
    End If
    If held Is Nothing Then
        Set held = New Collection
        held.Add version
        books.Add held, "k" & book
    End If
    Set XlcrmHeld = held
End Function

Private Function XlcrmPlace(ByVal held As Collection, ByVal key As String) As Long
    On Error Resume Next
    XlcrmPlace = held.Item("k" & key)
    On Error GoTo 0
End Function
