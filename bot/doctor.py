"""`python -m bot doctor`: is everything in order, and if not, what to do.

It only looks, without sync and without uploading keys, and may be called while the bot runs. It speaks German, to the
people who run the bot.
"""

import socket
import stat
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bot import config, lock
from bot.clock import SystemClock
from bot.doctor_keys import KEYS_LOST, look_at_keys
from bot.findings import Finding, Tell
from bot.matrix.client import Client
from bot.matrix.errors import Denied, LoggedOut, MatrixError, SessionEnded, Unavailable
from bot.matrix.rooms import RoomState
from bot.matrix.vault import Login, Vault
from commands.dates.calendar import Calendar
from storage import backups
from storage.store import Store

_SCHOOL_AHEAD = timedelta(days=18 * 30)
"""The dates of the next year are planned in autumn."""


async def examine(path: Path) -> int:
    """Print what was found, a line each; 1 if something is not in order."""
    findings: list[Finding] = []

    def tell(finding: Finding) -> None:
        findings.append(finding)
        print(finding, flush=True)

    await _examine(path, tell)
    bad = sum(finding.remedy is not None for finding in findings)
    print("Alles in Ordnung." if bad == 0 else f"{bad} von {len(findings)} Prüfungen nicht in Ordnung.")
    return 1 if bad else 0


async def _examine(path: Path, tell: Tell) -> None:
    try:
        settings = config.load(path)
    except config.BadConfiguration as error:
        tell(Finding(f"Konfiguration: {error}", "Die Datei berichtigen; config.example.toml erklärt jeden Schlüssel."))
        return
    tell(Finding(f"Konfiguration: {path}"))
    tell(school_data(settings.town.calendar(), SystemClock().now().date()))
    vault = Vault(settings.storage.folder)
    _look_at_folder(vault.folder, tell)
    _look_at_database(settings, tell)
    _look_at_feed(settings, tell)
    login = _look_at_session(vault, tell)
    client = Client.make(settings.matrix.homeserver, settings.matrix.user_id, None)
    client.user_id = settings.matrix.user_id
    try:
        for look in (_look_at_homeserver, _look_at_login, _look_at_keys, _look_at_rooms):
            if not await _survives(look, client, login, vault, tell):
                return
    finally:
        await client.close()


_Look = Callable[[Client, Login | None, Vault, Tell], Awaitable[bool]]


async def _survives(look: _Look, client: Client, login: Login | None, vault: Vault, tell: Tell) -> bool:
    """Whether it makes sense to look further."""
    try:
        return await look(client, login, vault, tell)
    except Unavailable as error:
        tell(Finding(f"Homeserver antwortet nicht: {error}", "Adresse, Netz und Homeserver prüfen."))
    except MatrixError as error:
        tell(Finding(str(error), "Siehe das Protokoll des Homeservers."))
    return False


# -- on this machine --------------------------------------------------------------------------------------------------


def _look_at_feed(settings: config.Settings, tell: Tell) -> None:
    if settings.feed is None:
        return
    running, listen = lock.is_held(settings.storage.folder), settings.feed.listen
    try:
        socket.create_server(settings.feed.address).close()
        free = True
    except OSError as error:
        free = False
        if not running:
            remedy = "Unter [feed] eine andere Adresse eintragen oder das Programm beenden, das sie belegt."
            tell(Finding(f"Kalenderabruf kann {listen} nicht belegen ({error.strerror})", remedy))
            return
    if running and free:
        tell(Finding(f"Kalenderabruf antwortet nicht auf {listen}", "Den Bot mit dieser Konfiguration neu starten."))
    else:
        tell(Finding(f"Kalenderabruf auf {listen}, von außen {settings.feed.url}/…"))


def _look_at_folder(folder: Path, tell: Tell) -> None:
    if not folder.is_dir():
        tell(Finding(f"Ordner {folder} fehlt", "Den Bot einmal starten: er legt ihn an."))
        return
    # The folder keeps others out of the database and what lies beside it; secrets are closed on their own, too.
    closed = (folder, *folder.glob("*.json"), *folder.glob("*.key"))
    wide = [str(each) for each in closed if stat.S_IMODE(each.stat().st_mode) & 0o077]
    if wide:
        names = ", ".join(wide)
        tell(Finding(f"Andere können lesen: {names}", f"chmod -R go= {folder}"))
    else:
        tell(Finding(f"Ordner {folder}: nur für den Bot lesbar"))
    tell(Finding("Der Bot läuft" if lock.is_held(folder) else "Der Bot läuft nicht (nur zur Kenntnis)"))


def school_data(calendar: Calendar, today: date) -> Finding:
    """How far school holidays are known; too short for the plan of the next year is a fault."""
    until = calendar.school_data_until()
    what = f"Schulferien bekannt bis {until:%d.%m.%Y}"
    if until >= today + _SCHOOL_AHEAD:
        return Finding(what)
    return Finding(what, "Eine neuere Fassung einspielen oder die Ferien in calendar_file eintragen.")


def _look_at_database(settings: config.Settings, tell: Tell) -> None:
    url = settings.storage.url
    if url.startswith("sqlite") and not Path(url.removeprefix("sqlite:///")).exists():
        tell(Finding("Datenbank fehlt", "Den Bot einmal starten: er legt sie an."))
        return
    store = Store(url)
    try:
        current = store.is_current()
        damage = store.damage()
    except Exception as error:
        tell(Finding(f"Datenbank nicht lesbar ({type(error).__name__})", "Adresse und Rechte prüfen, sonst Sicherung."))
    else:
        remedy = (
            None if current else "Den Bot starten (er bringt sie auf den Stand) oder die neuere Fassung einspielen."
        )
        tell(
            Finding(
                "Datenbank auf dem Stand dieser Fassung" if current else "Datenbank hat einen anderen Stand", remedy
            )
        )
        if damage is not None:
            tell(Finding(f"Datenbank ist beschädigt ({damage})", "Den Bot beenden und die Sicherung zurückholen."))
        if current:
            tell(_last_backup(store, SystemClock().now()))
    finally:
        store.close()


def _last_backup(store: Store, now: datetime) -> Finding:
    with store.reading() as tx:
        last, late = backups.last_at(tx), backups.overdue(tx, now)
    what = "Noch nie gesichert" if last is None else f"Zuletzt gesichert vor {(now - last).days} Tagen"
    return Finding(what, "python -m bot backup aufrufen, am besten täglich durch einen Zeitplan." if late else None)


def _look_at_session(vault: Vault, tell: Tell) -> Login | None:
    try:
        login = vault.login()
        seeds = vault.seeds()
    except MatrixError as error:
        tell(Finding(str(error), "Die Datei aus der Sicherung zurückholen; sie wird nie neu erzeugt."))
        return None
    if login is None:
        tell(Finding("Noch nicht angemeldet", "Den Bot einmal starten: er meldet sich an."))
    elif seeds is None:
        tell(Finding("Keine eigene Identität (Cross-Signing)", "Den Bot einmal starten: er legt sie an."))
    return login


# -- on the homeserver ------------------------------------------------------------------------------------------------


async def _look_at_homeserver(client: Client, _login: Login | None, _vault: Vault, tell: Tell) -> bool:
    answer = await client.ask("GET", "versions")
    newest = answer.get("versions") or ["?"]
    tell(Finding(f"Homeserver {client.homeserver} antwortet, Matrix bis {newest[-1]}"))
    return True


async def _look_at_login(client: Client, login: Login | None, _vault: Vault, tell: Tell) -> bool:
    if login is None:
        return False
    client.access_token = login.access_token
    try:
        answer = await client.ask("GET", "v3/account/whoami")
    except LoggedOut:
        tell(Finding("Anmeldung ist abgelaufen", "Den Bot starten: er meldet sich mit demselben Gerät wieder an."))
        return False
    except (SessionEnded, Denied):
        tell(Finding("Anmeldung gilt nicht mehr", KEYS_LOST))
        return False
    right = (answer.get("user_id"), answer.get("device_id")) == (login.user_id, login.device_id)
    what = f"Angemeldet als {answer.get('user_id')}, Gerät {answer.get('device_id')}"
    tell(Finding(what, None if right else "Der Ordner gehört zu einem anderen Konto oder Gerät: session.json prüfen."))
    return right


async def _look_at_keys(client: Client, login: Login | None, vault: Vault, tell: Tell) -> bool:
    assert login is not None
    await look_at_keys(client, login, vault, tell)
    return True


async def _look_at_rooms(client: Client, login: Login | None, _vault: Vault, tell: Tell) -> bool:
    assert login is not None
    joined = (await client.ask("GET", "v3/joined_rooms")).get("joined_rooms")
    rooms = [room for room in joined if isinstance(room, str)] if isinstance(joined, list) else []
    tell(Finding(f"In {len(rooms)} Räumen"))
    for room_id in rooms:
        reply = await client.call("GET", f"v3/rooms/{quote(room_id, safe='')}/state")
        events = [event for event in reply.body if isinstance(event, dict)] if isinstance(reply.body, list) else []
        tell(_describe(room_id, events, login.user_id))
    return True


def _describe(room_id: str, events: list[dict[str, Any]], bot_id: str) -> Finding:
    state = RoomState(room_id)
    for event in events:
        state.apply(event)
    room = state.room(bot_id)
    traits = [
        "verschlüsselt" if room.encrypted else "unverschlüsselt",
        "öffentlich" if room.public else "nicht öffentlich",
        "darf anpinnen" if _may_pin(state, bot_id) else "darf nicht anpinnen",
    ]
    what = f"Raum „{room.name}“ ({room_id}): {', '.join(traits)}"
    remedy = "Den Raum schließen: Beitritt nur auf Einladung, Verlauf nur für Mitglieder." if room.public else None
    return Finding(what, remedy)


def _may_pin(state: RoomState, bot_id: str) -> bool:
    own = next((member.power for member in state.members() if member.user_id == bot_id), 0)
    return own >= state.power_for("m.room.pinned_events")
