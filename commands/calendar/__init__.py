"""The town's calendar, committees, and what goes into calendar files and comes out of them."""
