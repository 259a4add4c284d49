"""Files that leave the bot: calendar files, later minutes and tables."""
