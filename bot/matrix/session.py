"""The bot's session with its homeserver: logging in, staying in, and a fresh client after every upset.

Listener and sender share the session, never a client of their own: whoever needs the client asks for it anew each
time, because the listener throws it away after any exception out of a sync (reliability A1.12).
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import nio
from peewee import OperationalError

from bot.config import Matrix
from bot.matrix import identity, renewal, witness
from bot.matrix.client import WAY_OUT, Client
from bot.matrix.errors import Denied, LoggedOut, MatrixError, SessionEnded, Unavailable, WrongIdentity
from bot.matrix.upkeep import NETWORK
from bot.matrix.vault import MEND, Login, SpoiltSecret, Vault

log = logging.getLogger(__name__)

_STARTS_A_MINUTE, _MINUTE = 3, 60.0

_DEVICE_NAME = "Gremienassistenz"

_WITNESS_SECONDS, _AGAIN_SECONDS = 600.0, 60.0
"""So much of the device's work at most may go on before an older copy of the folder would be known as such."""


class Session:
    """`open` once, then `client` is the present client; `synced` says whether it has seen its rooms."""

    def __init__(self, settings: Matrix, vault: Vault) -> None:
        self._settings = settings
        self._vault = vault
        self._client: Client | None = None
        self._login: Login | None = None
        self._users = 0
        self._witnessed = 0.0
        self._unused = asyncio.Event()
        self._unused.set()
        self.synced = asyncio.Event()

    @property
    def client(self) -> Client:
        assert self._client is not None, "open the session first"
        return self._client

    @property
    def login(self) -> Login:
        assert self._login is not None, "open the session first"
        return self._login

    @property
    def user_id(self) -> str:
        return self._settings.user_id

    async def open(self) -> None:
        """Log in or take up the session again, and make sure of the bot's keys.

        Raises Unavailable if the homeserver cannot be reached now; SessionEnded, WrongIdentity, SpoiltSecret or Denied
        if it makes no sense to go on. After three such ends within a minute it waits: a supervisor that starts the bot
        again and again must not make it hammer the homeserver (reliability F, row 11).
        """
        self._vault.prepare()
        await self._hold_off()
        try:
            await self._open()
        except Unavailable:
            raise
        except MatrixError:
            self._vault.note_refusal(time.time())
            raise

    async def _hold_off(self) -> None:
        now = time.time()
        recent = [at for at in self._vault.refusals() if 0 <= now - at < _MINUTE]
        if len(recent) >= _STARTS_A_MINUTE:
            wait = _MINUTE - (now - recent[-_STARTS_A_MINUTE])
            log.warning("turned away %d times within a minute; waiting %.0f s before asking again", len(recent), wait)
            await asyncio.sleep(wait)

    async def _open(self) -> None:
        self._login = await self._known_login() or await self._new_device()
        await self.renew()
        try:
            published = await identity.published_keys(self.client, self.login)
        except LoggedOut:
            await self.log_in_again()
            published = await identity.published_keys(self.client, self.login)
        client = self.client
        if not client.olm:
            raise MatrixError("The encryption store cannot be opened; the bot does not work without it.")
        identity.check_device(client, self.login, published)
        await self._go_on()
        renewal.take_over(client, self._vault)
        if client.should_upload_keys:
            try:
                answer = await client.keys_upload()
            except NETWORK as error:
                raise Unavailable(f"keys/upload: {type(error).__name__}") from error
            if isinstance(answer, nio.ErrorResponse):
                raise Unavailable(f"keys/upload: {answer.status_code}")
        signed = await identity.ensure_signed(client, self.login, self._vault, self.password())
        log.info("session open: device %s, %s", self.login.device_id, "cross-signed" if signed else "NOT cross-signed")

    @asynccontextmanager
    async def without_keys(self) -> AsyncIterator[Client]:
        """A client that can only ask, before `open`; logs in if that is still to be done. Raises as `open`."""
        self._vault.prepare()
        self._login = await self._known_login() or await self._new_device()
        client = Client.make(self._settings.homeserver, self.user_id, None)
        client.user_id, client.access_token = self.login.user_id, self.login.access_token
        try:
            yield client
        finally:
            await client.close()

    @asynccontextmanager
    async def in_use(self) -> AsyncIterator[Client]:
        """The client for somebody beside the listener, once it has synced; it is not replaced meanwhile."""
        await self.synced.wait()
        self._users += 1
        self._unused.clear()
        try:
            yield self.client
        finally:
            self._users -= 1
            if self._users == 0:
                self._unused.set()

    async def suspect(self) -> None:
        """Somebody was told that the session is gone: let the listener find out at once, not after its long poll."""
        if self.synced.is_set():
            self.synced.clear()
            await self.client.hang_up()

    async def renew(self) -> None:
        """A new client for the same device; it knows no rooms until it has synced.

        Never two at once: both would advance the same ratchets, and what they encrypt could not be read.
        """
        await self._put_away()
        client = Client.make(self._settings.homeserver, self.user_id, self._vault, self.login.device_id)
        self._client = client
        try:
            client.restore_login(self.login.user_id, self.login.device_id, self.login.access_token)
        except OperationalError as error:
            raise Unavailable(f"the encryption store cannot be opened now: {type(error).__name__}") from error
        except Exception as error:  # damaged, or locked with another key: what comes has no common name
            where = self._vault.keys / f"{self.login.device_id}.db"
            raise SpoiltSecret(f"{where} is damaged or not what pickle.key opens. {MEND}") from error

    async def keys_moved(self) -> None:
        """Keys were used: an older copy of the folder must be known as such from now on.

        Raises WrongIdentity if somebody works with another copy of the folder.
        """
        if time.monotonic() - self._witnessed > _WITNESS_SECONDS:
            try:
                await self._go_on()
            except Unavailable:
                self._witnessed = time.monotonic() - _WITNESS_SECONDS + _AGAIN_SECONDS

    async def _go_on(self) -> None:
        await witness.go_on(self.client, self.login, self._vault)
        self._witnessed = time.monotonic()

    async def log_in_again(self) -> None:
        """After a soft logout: a new token for the same device, so that keys and transaction ids stay valid."""
        log.warning("logged out softly; logging in again as the same device")
        self._login = await self._log_in(self.login.device_id)
        await self.renew()

    async def close(self) -> None:
        await self._put_away()

    async def _put_away(self) -> None:
        self.synced.clear()
        if self._client is not None:
            await self._client.hang_up()
            await self._unused.wait()
            await self._client.close()

    def password(self) -> str | None:
        """The account's password, if the configuration gives one."""
        if self._settings.password is not None:
            return self._settings.password.get_secret_value()
        if self._settings.password_file is not None:
            return _first_line(self._settings.password_file)
        return None

    async def _known_login(self) -> Login | None:
        """The stored login, or the one that the given token stands for. None: log in by password."""
        known = self._vault.login()
        if known is not None and known.user_id != self.user_id:
            raise MatrixError(f"The storage folder belongs to {known.user_id}, not to {self.user_id}.")
        if self._settings.access_token_file is not None:
            token = _first_line(self._settings.access_token_file)
            if known is None or known.access_token != token:
                known = await self._whose(token)
        return known

    async def _new_device(self) -> Login:
        """Log in as a new device, if there has been none: a login that was lost is no reason to make another."""
        if self._vault.has_keys:
            raise WrongIdentity(f"session.json is missing from {self._vault.folder}, but its keys are there. {MEND}")
        return await self._log_in("")

    async def _whose(self, token: str) -> Login:
        client = Client.make(self._settings.homeserver, self.user_id, None)
        client.access_token = token
        try:
            answer = await client.ask("GET", "v3/account/whoami")
        except SessionEnded as error:
            raise SessionEnded("The homeserver does not know the token in access_token_file.") from error
        finally:
            await client.close()
        if answer.get("user_id") != self.user_id or not isinstance(answer.get("device_id"), str):
            raise MatrixError(f"The token in access_token_file is not one of a device of {self.user_id}.")
        login = Login(self.user_id, answer["device_id"], token)
        self._vault.keep_login(login)
        return login

    async def _log_in(self, device_id: str) -> Login:
        password = self.password()
        if password is None:
            raise SessionEnded(WAY_OUT)
        client = Client.make(self._settings.homeserver, self.user_id, None)
        body = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": self.user_id},
            "password": password,
            "initial_device_display_name": _DEVICE_NAME,
            **({"device_id": device_id} if device_id else {}),
        }
        try:
            answer = await client.ask("POST", "v3/login", body)
        except Denied as error:
            raise SessionEnded(f"The homeserver does not let {self.user_id} log in ({error.code}).") from error
        finally:
            await client.close()
        if not all(isinstance(answer.get(key), str) for key in ("user_id", "device_id", "access_token")):
            raise Unavailable("login: an answer that is none")
        if answer["user_id"] != self.user_id:
            raise MatrixError(f"The homeserver logged in {answer.get('user_id')!r} instead of {self.user_id}.")
        login = Login(self.user_id, str(answer["device_id"]), str(answer["access_token"]))
        self._vault.keep_login(login)
        return login


def _first_line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").split("\n", 1)[0].strip()
    except OSError as error:
        raise MatrixError(f"{path} cannot be read ({error.strerror}).") from error
