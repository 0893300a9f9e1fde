"""The command line: it alone talks to a person, and reads the clock, the environment and git."""
