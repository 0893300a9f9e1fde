"""Commands that ask other hosts, or send them something, when they are told to; all others never do."""
