"""Who may order what, and what it means."""
