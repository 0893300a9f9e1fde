"""What a piece of text says on its own: dates, times, people, addresses."""
