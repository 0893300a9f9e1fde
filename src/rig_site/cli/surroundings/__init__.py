"""What a command finds around it: the group that it is run in, the commit that is checked out, the console."""
