"""Formal meetings: invitation, attendance, decisions, papers."""
