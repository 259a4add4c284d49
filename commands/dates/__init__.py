"""German and English time expressions."""
