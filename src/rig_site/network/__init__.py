"""Other hosts: what is asked of them, how much may come back, and how long it may take; no build knows this room."""
