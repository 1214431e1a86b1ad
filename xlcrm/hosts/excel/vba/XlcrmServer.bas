Option Explicit
Option Private Module

' The Python process that computes: one for all workbooks, started by its constant command line.
' The library that starts it is xlwings' (BSD licence); no other part of xlwings' VBA is used.

#If Not Mac Then
    #If Win64 Then
        Private Const LIBRARY As String = "{{LIBRARY_64}}"
        Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "{{LIBRARY_64}}" (ByRef result As Variant, Optional ByVal config As String = "", Optional ByVal mode As Long = 1) As Long
        Private Declare PtrSafe Function LoadLibraryW Lib "kernel32" (ByVal path As LongPtr) As LongPtr
        Private Declare PtrSafe Function GetCurrentProcessId Lib "kernel32" () As Long
    #ElseIf VBA7 Then
        Private Const LIBRARY As String = "{{LIBRARY_32}}"
        Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "{{LIBRARY_32}}" (ByRef result As Variant, Optional ByVal config As String = "", Optional ByVal mode As Long = 1) As Long
        Private Declare PtrSafe Function LoadLibraryW Lib "kernel32" (ByVal path As LongPtr) As LongPtr
        Private Declare PtrSafe Function GetCurrentProcessId Lib "kernel32" () As Long
    #Else
        Private Const LIBRARY As String = "{{LIBRARY_32}}"
        Private Declare Function XLPyDLLActivateAuto Lib "{{LIBRARY_32}}" (ByRef result As Variant, Optional ByVal config As String = "", Optional ByVal mode As Long = 1) As Long
        Private Declare Function LoadLibraryW Lib "kernel32" (ByVal path As Long) As Long
        Private Declare Function GetCurrentProcessId Lib "kernel32" () As Long
    #End If
#End If

Private Const SILENT As String = "silent"

Private libraryLoaded As Boolean

Public Function XlcrmFolder() As String
    XlcrmFolder = {{FOLDER}}
End Function

Public Function XlcrmCommandLine() As String
    XlcrmCommandLine = {{COMMAND_LINE}}
End Function

' Calls a function of the server. What comes back has two parts: what it is, and the thing itself.
' "silent" means that Python did not answer, and why.
Public Function XlcrmServerCall(ByVal functionName As String, ByVal arguments As Variant) As Variant
    #If Mac Then
        XlcrmServerCall = Array(SILENT, {{NOT_ON_MAC}})
    #Else
        Dim python As Variant, module As Variant, given As Variant, result As Variant
        On Error GoTo Failed
        XlcrmActivate python, 1
        Set module = python.Module("xlcrm.hosts.excel.server")
        Set given = python.TupleFromArray(arguments)
        Set result = python.Call(module, functionName, given)
        XlcrmServerCall = Array(python.Var(python.GetItem(result, 0)), python.Var(python.GetItem(result, 1)))
        Exit Function
Failed:
        XlcrmServerCall = Array(SILENT, {{NO_ANSWER}} & " " & Err.Description)
    #End If
End Function

' The process of this Excel, by which Python finds it; 0 where that is not needed.
Public Function XlcrmProcess() As Long
    #If Not Mac Then
        XlcrmProcess = GetCurrentProcessId()
    #End If
End Function

' On a Mac, Python is started for each command, and works in the background while Excel goes on.
Public Function XlcrmStartOnMac(ByVal command As String, ByVal bookName As String) As Variant
    XlcrmStartOnMac = Array("done", "")
    #If Mac Then
        On Error GoTo Failed
        AppleScriptTask {{SCRIPT}}, "XlcrmRun", command & vbTab & bookName
        Exit Function
Failed:
        XlcrmStartOnMac = Array("silent", {{NO_SCRIPT}})
    #End If
End Function

' Ends the Python process, if there is one; the next call starts another.
Public Sub XlcrmServerRestart()
    #If Not Mac Then
        Dim unused As Variant
        On Error Resume Next
        XlcrmActivate unused, -1
        On Error GoTo 0
    #End If
End Sub

#If Not Mac Then
Private Sub XlcrmActivate(ByRef python As Variant, ByVal mode As Long)
    If Not libraryLoaded Then
        If LoadLibraryW(StrPtr(XlcrmFolder() & "\" & LIBRARY)) = 0 Then Err.Raise vbObjectError + 1, , {{NO_LIBRARY}} & " " & XlcrmFolder() & "\" & LIBRARY
        libraryLoaded = True
    End If
    If XLPyDLLActivateAuto(python, XlcrmCommandLine(), mode) <> 0 Then Err.Raise vbObjectError + 2, , CStr(python)
End Sub
#End If
