"""Keeping watch over the bot's own books."""

TEXTS = {
    "checksum.show.summary": "Show the checksum of the audit: who did what.",
    "checksum.show.examples": "!checksum",
    "checksum": "Checksum of the audit, as of {until}: {head}\nIt can show later that nothing was changed in it up to here.",
    "restored": "I was brought back from a copy of {at}. What was said here since I have read again, as far as I still "
    "can. Please look whether anything is missing.",
}
