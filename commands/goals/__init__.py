"""Goals and fields of action, next steps, and their priorities."""
