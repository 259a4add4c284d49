"""What can be wrong with making a backup or with restoring one."""


class BackupError(Exception):
    """It cannot be done; the message says in German, to the people who run the bot, why and what to do."""
