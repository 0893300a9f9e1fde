"""Files of every kind become documents, whose blocks are read; spreadsheets, calendars and records too."""
