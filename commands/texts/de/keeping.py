"""Keeping watch over the bot's own books."""

TEXTS = {
    "checksum.show.summary": "Prüfsumme des Protokolls zeigen: wer hat was getan.",
    "checksum.show.examples": "!prüfsumme",
    "checksum": "Prüfsumme des Protokolls, Stand {until}: {head}\nMit ihr lässt sich später zeigen, dass bis hierher "
    "nichts daran geändert wurde.",
    "restored": "Ich wurde aus einer Sicherung vom {at} zurückgeholt. Was seither hier gesagt wurde, habe ich nachgelesen, "
    "soweit ich es noch lesen kann. Bitte sehen Sie nach, ob etwas fehlt.",
}
