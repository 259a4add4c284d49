"""The doctor's look at the bot's keys: device, identity, what is kept for new sessions, and the sealed envelope."""

from bot.findings import Finding, Tell
from bot.matrix import identity, recovery, upkeep, witness
from bot.matrix.client import Client
from bot.matrix.vault import Login, Vault

KEYS_LOST = "Bot beenden und ein neues Gerät mit derselben Identität anlegen: python -m bot recover --config DATEI"


async def look_at_keys(client: Client, login: Login, vault: Vault, tell: Tell) -> None:
    """Tell what other people's clients see of the bot, and whether the folder can go on. Changes nothing."""
    published = await identity.published_keys(client, login)
    here = identity.stored_ed25519(vault, login)
    there = published.ed25519(login.device_id)
    if here is None or here != there:
        tell(Finding("Geräteschlüssel hier und auf dem Homeserver sind verschieden", KEYS_LOST))
    else:
        tell(Finding("Geräteschlüssel stimmen überein"))
        tell(Finding(f"Gerät {login.device_id}, Fingerabdruck {identity.in_groups(here)}"))
    if published.is_complete(login.user_id, login.device_id):
        tell(Finding("Gerät ist beglaubigt (Cross-Signing)"))
    else:
        remedy = "Kennwort in der Konfiguration setzen und den Bot neu starten: er beglaubigt sein Gerät."
        tell(Finding("Gerät ist nicht beglaubigt: Clients warnen vor dem Bot", remedy))
    _look_at_identity(published.master_key, vault, tell)
    await _look_at_supply(client, tell)
    current = await witness.check(client, login, vault)
    tell(
        Finding("Schlüssel sind auf dem neuesten Stand")
        if current
        else Finding("Schlüssel sind eine ältere Kopie oder laufen anderswo", KEYS_LOST)
    )
    if await recovery.key_id(client) is not None:
        tell(Finding("Wiederherstellungsschlüssel ist geschrieben (Notfallumschlag)"))
    else:
        advice = "python -m bot recovery-key --config DATEI --write DATEI"
        tell(Finding(f"Noch kein Wiederherstellungsschlüssel (nur zur Kenntnis): {advice}"))


def _look_at_identity(published: str | None, vault: Vault, tell: Tell) -> None:
    seeds = vault.seeds()
    if published is None or seeds is None:
        return
    if published == identity.public_key(seeds):
        tell(Finding(f"Identität des Bots, Fingerabdruck {identity.in_groups(published)}"))
    else:
        remedy = "Von wem? Wenn von niemandem aus dem Haus: zuerst das Kennwort des Kontos ändern."
        tell(Finding("Die Identität des Kontos ist durch eine andere ersetzt", remedy))


async def _look_at_supply(client: Client, tell: Tell) -> None:
    left = await upkeep.one_time_keys(client)
    what = f"Einmalschlüssel auf dem Homeserver: {left}"
    if left >= upkeep.FEW:
        tell(Finding(what))
    else:
        tell(Finding(what, "Der laufende Bot füllt sie auf; bleibt es so, ruft sie jemand ab: Homeserver fragen."))
