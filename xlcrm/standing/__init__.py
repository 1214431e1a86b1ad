"""Where each lead stands on a day, its status and its next step: defined once, for all rooms."""
