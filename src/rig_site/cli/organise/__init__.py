"""Commands by which a group is begun and filled: what is new, what is to come, what is missing."""
