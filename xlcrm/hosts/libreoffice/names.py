"""The names under which Calc knows the extension and what is in it."""

IDENTIFIER = "org.xlcrm.calc"
"""Of the extension."""

ADD_IN = "XLCRM"
"""Of the service that holds the functions; Calc writes it before their names: XLCRM.CHURN_RATE."""

INTERFACE = "org.xlcrm.XFunctions"
DOCUMENT = "document"
"""The argument of each function that Calc fills in: the document of the cell."""

EVENTS = "org.xlcrm.Events"
"""Of the job that is told when a document was opened or saved."""

FUNCTIONS_CLASS = "org.xlcrm.Functions"
SERVICES = {FUNCTIONS_CLASS: ADD_IN, EVENTS: EVENTS}
"""The service that each class of the component is."""

OPENED = ("OnLoadFinished", "OnNew")
SAVING = ("OnSave", "OnSaveAs", "OnCopyTo")
SAVED = ("OnSaveDone", "OnSaveAsDone")
CLOSED = ("OnUnload",)
"""The events of a document."""
