"""A town to try the bot in: a private homeserver and the people who talk there."""
