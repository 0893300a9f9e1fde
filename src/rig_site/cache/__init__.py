"""What is kept from one build to the next: it saves time, and nothing ever depends on it."""
