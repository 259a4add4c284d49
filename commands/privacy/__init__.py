"""Privacy: what is stored of whom and for how long, one's own data, being forgotten, and deleting by period."""
