"""Decisions without I/O: frozen records and `now` in, records or `Refused` out."""
