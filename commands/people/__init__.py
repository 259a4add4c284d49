"""Who has which role, who stands in, and what is handed over to somebody new."""
