"""One encrypted file that holds all the bot is: making it while the bot runs, and bringing the bot back from it."""
