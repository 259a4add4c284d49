"""The last page of the demo: what was read in the rooms, and how to log in oneself."""

from bot.demo.crowd import Crowd
from bot.demo.screen import Screen, stamp
from bot.demo.town import PEOPLE, PLACES, TOWN
from bot.demo.watching import StoryClock, Watch


async def summary(screen: Screen, crowd: Crowd, watch: Watch, bot: str) -> bool:
    """Print the table. Whether every post of the bot was readable and encrypted, and its device is signed."""
    screen.heading("Was in den Räumen steht, gelesen mit den Geräten der Menschen")
    screen.write(f"{'Raum':<26}{'Menschen':>9}{'Bot':>6}{'geändert':>10}{'Reaktionen':>12}{'verschlüsselt':>15}")
    sealed = [_row(screen, watch, bot, sign) for sign in crowd.rooms]
    signed = await _is_signed(crowd, bot)
    screen.write(f"\nGerät des Bots signiert: {_yes(signed)}")
    if watch.unreadable:
        screen.write(f"Nicht lesbare Nachrichten: {watch.unreadable}")
    return all(sealed) and signed and not watch.unreadable


def _row(screen: Screen, watch: Watch, bot: str, sign: str) -> bool:
    """One room in the table. Whether all messages of the bot there came encrypted."""
    events = [heard for room, heard in watch.heard if room == sign and heard.type == "m.room.message"]
    ours = [heard for heard in events if heard.sender == bot]
    marks = sum(one.kind == "mark" for one in watch.seen if one.room_id == sign)
    edits = sum(heard.replaces is not None for heard in ours)
    sealed = all(heard.encrypted for heard in ours)
    numbers = f"{len(events) - len(ours):>9}{len(ours) - edits:>6}{edits:>10}{marks:>12}{_yes(sealed):>15}"
    screen.write(f"{PLACES[sign].name:<26}{numbers}")
    return sealed


async def _is_signed(crowd: Crowd, bot: str) -> bool:
    """Whether the bot's one device carries the signature of its owner's key; the homeserver has checked it."""
    person = next(iter(crowd.people.values()))
    answer = await person.request("POST", "/keys/query", {"device_keys": {bot: []}})
    keys = answer.get("self_signing_keys", {}).get(bot, {}).get("keys", {})
    devices = answer["device_keys"].get(bot, {}).values()
    return bool(keys) and all(set(keys) & set(device.get("signatures", {}).get(bot, {})) for device in devices)


def how_to_log_in(screen: Screen, crowd: Crowd, clock: StoryClock) -> None:
    """Say how to look at it with a client of one's own."""
    now = clock.now().astimezone(TOWN.time_zone)
    screen.heading("Zum Selbstausprobieren; Ende mit Strg-C")
    screen.write(f"Homeserver: {crowd.server.url}")
    screen.write(f"Passwort für alle: {crowd.password}")
    for who, name in PEOPLE.items():
        screen.write(f"  {who:<10} {name}")
    screen.note(
        "Element muss auf diesem Rechner laufen (Element Desktop, oder ein selbst ausgeliefertes Element Web): beim "
        "Anmelden unter „Bearbeiten“ die Adresse oben als Homeserver eintragen. Ältere Nachrichten kann ein neues "
        "Gerät nicht entschlüsseln; ab der Anmeldung liest es alles mit."
    )
    screen.note(f"In der Stadt ist es {stamp(now)} Uhr {now.year}; die Uhr läuft weiter.")


def _yes(value: bool) -> str:
    return "ja" if value else "NEIN"
