"""Sessions are found in the blocks: every form they are kept in becomes records of fields by role."""
