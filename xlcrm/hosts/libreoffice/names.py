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

BUTTONS = "org.xlcrm.Buttons"
"""Of what is asked about the addresses of the buttons."""

PROTOCOL = "org.xlcrm"
"""With which the address of each button begins, such as "org.xlcrm:validate"."""

MENU, TOOLBAR = "org.xlcrm.menu", "org.xlcrm.toolbar"

FUNCTIONS_CLASS = "org.xlcrm.Functions"
SERVICES = {FUNCTIONS_CLASS: ADD_IN, EVENTS: EVENTS, BUTTONS: "com.sun.star.frame.ProtocolHandler"}
"""The service that each class of the component is."""

OPENED = ("OnLoadFinished", "OnNew")
SAVING = ("OnSave", "OnSaveAs", "OnCopyTo")
SAVED = ("OnSaveDone", "OnSaveAsDone")
CLOSED = ("OnUnload",)
"""The events of a document."""
