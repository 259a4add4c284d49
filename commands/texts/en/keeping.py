"""Keeping watch over the bot's own books."""

TEXTS = {
    "checksum.show.summary": "Show the checksum of the audit: who did what.",
    "checksum.show.examples": "!checksum",
    "checksum": "Checksum of the audit, as of {until}: {head}\nIt can show later that nothing was changed in it up to here.",
}
