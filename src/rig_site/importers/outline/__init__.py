"""Sessions are found in the blocks: every form they are kept in becomes records of cells by role."""
