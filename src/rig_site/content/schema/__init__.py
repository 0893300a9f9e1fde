"""The contract as written: what each file may hold, and every mistake against it in words."""
