"""Finding a date: proposals, poll, votes, result."""
