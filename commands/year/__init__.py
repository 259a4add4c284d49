"""The year's dates of a body, periods, and planning backwards from a committee."""
