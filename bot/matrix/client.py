"""The one Matrix client of the process."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import nio
from aiohttp import ClientError
from nio.store import SqliteStore
from peewee import SqliteDatabase

from bot.matrix.errors import Denied, LoggedOut, SessionEnded, Unavailable
from bot.matrix.guards import GuardedClient
from bot.matrix.vault import Vault

REQUEST_SECONDS = 30
_LONGEST_WAIT = 86_400

WAY_OUT = (
    "The homeserver has ended the bot's session. If the account still exists, `python -m bot recover --config FILE` "
    "makes a new device for the same identity. Letters that wait are kept."
)

SESSION_GONE = ("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of the homeserver: HTTP status and what its JSON holds, None if it is none.

    `retry_after`: so many seconds it wants no further request; 0 if it does not say.
    """

    status: int
    body: Any
    retry_after: float = 0.0

    @property
    def code(self) -> str:
        code = self.body.get("errcode") if isinstance(self.body, dict) else None
        return code if isinstance(code, str) else f"HTTP {self.status}"


def wait_of(body: Any, headers: Mapping[str, str]) -> float:
    """How many seconds an answer asks to wait, in its body or its Retry-After header (RFC 9110, 10.2.3); 0: nothing.

    What a homeserver says here is not to be believed without a limit.
    """
    wanted = body.get("retry_after_ms") if isinstance(body, dict) else None
    if isinstance(wanted, int | float) and not isinstance(wanted, bool) and wanted > 0:
        return float(min(wanted / 1000, _LONGEST_WAIT))
    header = headers.get("Retry-After", "").strip()
    return float(min(int(header[:9]), _LONGEST_WAIT)) if header.isascii() and header.isdigit() else 0.0


class _WalStore(SqliteStore):  # type: ignore[misc]  # nio has no types
    """Write-ahead logging: one flush to disk for each commit instead of several, and no less safe."""

    def _create_database(self) -> SqliteDatabase:
        pragmas = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1, "secure_delete": 1}
        return SqliteDatabase(self.database_path, pragmas=pragmas)

    def save_encrypted_rooms(self, rooms: set[str]) -> None:
        """As nio, but not after each and every sync that brought no new one."""
        if rooms:
            super().save_encrypted_rooms(rooms)


class Client(GuardedClient):
    """nio's client with our settings, and plain requests beside it."""

    @classmethod
    def make(cls, homeserver: str, user_id: str, vault: Vault | None, device_id: str = "") -> "Client":
        """A client with its encryption store in `vault`, or without encryption for None (to look, not to work).

        nio retries nothing here: repeats are planned outside, where their transaction ids are kept (reliability A2).
        """
        config = nio.AsyncClientConfig(
            store=_WalStore,
            store_name=f"{device_id}.db",
            encryption_enabled=vault is not None,
            pickle_key=vault.pickle_key if vault else "",
            store_sync_tokens=False,
            max_limit_exceeded=0,
            max_timeouts=0,
            request_timeout=REQUEST_SECONDS,
        )
        path = str(vault.keys) if vault else ""
        return cls(homeserver.rstrip("/"), user_id, device_id=device_id, store_path=path, config=config)

    async def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Reply:
        """One request below /_matrix/client/. Raises Unavailable if there is no answer."""
        headers = {"Content-Type": "application/json"}
        if self.access_token:
            headers["Authorization"] = f"Bearer {self.access_token}"
        data = None if body is None else json.dumps(body)
        try:
            response = await self.send(method, f"/_matrix/client/{path}", data, headers)
            text = await response.read()
        except (ClientError, TimeoutError, OSError, ValueError) as error:
            raise Unavailable(f"{method} {path.partition('?')[0]}: {type(error).__name__}") from error
        try:
            parsed = json.loads(text)
        except ValueError:  # a proxy's page, whatever its status says
            parsed = None
        return Reply(response.status, parsed, wait_of(parsed, response.headers))

    async def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Like `call`, but raises Denied, SessionEnded, LoggedOut or Unavailable for anything but success."""
        reply = await self.call(method, path, body)
        if reply.status == 200 and isinstance(reply.body, dict):
            return reply.body
        if reply.code in SESSION_GONE:
            raise LoggedOut(reply.code) if reply.body.get("soft_logout") else SessionEnded(WAY_OUT)
        if 400 <= reply.status < 500 and reply.status not in (401, 408, 429):
            raise Denied(reply.code, path.partition("?")[0])
        raise Unavailable(f"{path.partition('?')[0]}: {reply.code}", reply.retry_after)

    async def account_data(self, kind: str) -> dict[str, Any] | None:
        """What the account keeps at the homeserver under that type, or None. Raises as `ask`."""
        try:
            return await self.ask("GET", self._data(kind))
        except Denied as error:
            if error.code != "M_NOT_FOUND":
                raise
            return None

    async def set_account_data(self, kind: str, content: dict[str, Any]) -> None:
        """Keep it there. Raises as `ask`."""
        await self.ask("PUT", self._data(kind), content)

    def _data(self, kind: str) -> str:
        return f"v3/user/{quote(self.user_id, safe='')}/account_data/{quote(kind, safe='')}"

    async def hang_up(self) -> None:
        """End the requests that are under way."""
        await super().close()

    async def close(self) -> None:
        """Hang up and let go of the encryption store. The client is of no use afterwards."""
        await self.hang_up()
        if self.store is not None:
            self.store.database.close()
