"""Keeping watch over the bot's own books."""

TEXTS = {
    "checksum.show.summary": "Prüfsumme des Protokolls zeigen: wer hat was getan.",
    "checksum.show.examples": "!prüfsumme",
    "checksum": "Prüfsumme des Protokolls, Stand {until}: {head}\nMit ihr lässt sich später zeigen, dass bis hierher "
    "nichts daran geändert wurde.",
}
