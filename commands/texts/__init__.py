"""What the bot says, one module per language."""
