"""Speed as ratios: the bot beside the plainest bot that the same library can make."""
