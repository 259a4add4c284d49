"""German and English time expressions: what they mean, and how to say them back."""
