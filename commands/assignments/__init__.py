"""The life of an assignment, from giving it to the use that comes home."""
