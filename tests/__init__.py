"""Dialogues, tables, properties, and a real homeserver at the edge."""
