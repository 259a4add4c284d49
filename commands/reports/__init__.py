"""What goes upward: the digest, its release, and the list behind it as a file."""
