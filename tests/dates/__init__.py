"""Time expressions: tables of phrases, and properties that hold for every day and text."""
