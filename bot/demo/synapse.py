"""A private homeserver: a real Synapse as a child process, on a loopback port that nobody else knows.

It keeps everything in one folder, speaks to no other server and reports nothing to anybody.
"""

import asyncio
import base64
import hashlib
import hmac
import importlib.util
import json
import os
import secrets
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_START_SECONDS = 120.0
_STOP_SECONDS = 20.0

_WITHOUT_LIMIT = {"per_second": 100_000, "burst_count": 100_000}

_GENEROUS_LIMITS: dict[str, Any] = {
    **dict.fromkeys(
        (
            "rc_message",
            "rc_registration",
            "rc_registration_token_validity",
            "rc_admin_redaction",
            "rc_joins_per_room",
            "rc_key_requests",
            "rc_room_creation",
            "rc_media_create",
        ),
        _WITHOUT_LIMIT,
    ),
    "rc_login": dict.fromkeys(("address", "account", "failed_attempts"), _WITHOUT_LIMIT),
    "rc_joins": dict.fromkeys(("local", "remote"), _WITHOUT_LIMIT),
    "rc_invites": dict.fromkeys(("per_room", "per_user", "per_issuer"), _WITHOUT_LIMIT),
}


class CannotStart(Exception):
    """The homeserver is not to be had; the message says why in one sentence."""


class Homeserver:
    """One Synapse. `start` writes its configuration if the folder has none; the data stay over `stop` and `kill`.

    `real_limits` leaves Synapse's own rate limits in force. The process cannot outlive this one.
    """

    def __init__(self, folder: Path, *, server_name: str = "brakenfeld.example", real_limits: bool = False) -> None:
        self.folder = folder
        self.server_name = server_name
        self.log = folder / "synapse.log"
        self._real_limits = real_limits
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0
        self._secret = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def pid(self) -> int | None:
        return None if self._process is None else self._process.pid

    def user_id(self, localpart: str) -> str:
        return f"@{localpart}:{self.server_name}"

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Start and wait until it answers. Raises `CannotStart`."""
        if importlib.util.find_spec("synapse") is None:
            raise CannotStart("Synapse is not installed; `pip install matrix-synapse` brings it.")
        if not self._secret:
            self._configure()
        with (self.folder / "synapse.out").open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot.demo.leash", "synapse.app.homeserver", "-c", str(self._config)],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
                cwd=self.folder,
            )
        try:
            await self._until_it_answers(self._process)
        except BaseException:
            await self.kill()
            raise

    async def stop(self) -> None:
        """End it in order, or by force if that takes too long."""
        if self._process is not None:
            self._process.terminate()
            try:
                await asyncio.to_thread(self._process.wait, _STOP_SECONDS)
            except subprocess.TimeoutExpired:
                await self.kill()
        self._let_go()

    async def kill(self) -> None:
        """End it at once, as a power cut would (SIGKILL)."""
        if self._process is not None:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)
        self._let_go()

    async def restart(self) -> None:
        """Stop and start again with the same address and data."""
        await self.stop()
        await self.start()

    async def register(self, localpart: str, password: str, display_name: str, *, admin: bool = False) -> str:
        """Make an account and return its user id.

        Synapse's shared-secret registration: the request is signed with HMAC-SHA1 over its fields.
        """
        path = "/_synapse/admin/v1/register"
        nonce = (await self._call("GET", path))["nonce"]
        fields = (nonce, localpart, password, "admin" if admin else "notadmin")
        mac = hmac.new(self._secret.encode(), "\0".join(fields).encode(), hashlib.sha1).hexdigest()
        answer = await self._call(
            "POST",
            path,
            {
                "nonce": nonce,
                "username": localpart,
                "displayname": display_name,
                "password": password,
                "admin": admin,
                "mac": mac,
            },
        )
        return str(answer["user_id"])

    def _let_go(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
        self._process = None

    async def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        return await asyncio.to_thread(_request, method, self.url + path, body)

    async def _until_it_answers(self, process: subprocess.Popen[bytes]) -> None:
        deadline = asyncio.get_running_loop().time() + _START_SECONDS
        while asyncio.get_running_loop().time() < deadline:
            if process.poll() is not None:
                raise CannotStart(f"Synapse ended while starting; {self.folder} holds its logs.")
            try:
                await self._call("GET", "/_matrix/client/versions")
            except OSError:
                await asyncio.sleep(0.1)
            else:
                return
        raise CannotStart(f"Synapse did not answer within {_START_SECONDS:.0f} seconds; {self.folder} holds its logs.")

    @property
    def _config(self) -> Path:
        return self.folder / "homeserver.yaml"

    def _configure(self) -> None:
        """Write the configuration, or take port and secret from the one that is there."""
        if self._config.exists():
            known = json.loads(self._config.read_text(encoding="utf-8"))
            self._port, self._secret = known["listeners"][0]["port"], known["registration_shared_secret"]
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._port, self._secret = _free_port(), secrets.token_urlsafe(32)
        logging = self.folder / "log.yaml"
        # JSON is YAML, so no library is needed to write it.
        logging.write_text(json.dumps(_log_settings(self.log)), encoding="utf-8")
        self._config.touch(mode=0o600)
        self._config.write_text(json.dumps(self._settings(logging), indent=1), encoding="utf-8")

    def _settings(self, logging: Path) -> dict[str, Any]:
        listener = {
            "port": self._port,
            "type": "http",
            "bind_addresses": ["127.0.0.1"],
            "resources": [{"names": ["client", "media"]}],
        }
        return {
            "server_name": self.server_name,
            "public_baseurl": self.url,
            "listeners": [listener],
            "pid_file": str(self.folder / "synapse.pid"),
            "log_config": str(logging),
            "database": {"name": "sqlite3", "args": {"database": str(self.folder / "homeserver.db")}},
            "media_store_path": str(self.folder / "media"),
            "signing_key": f"ed25519 a_demo {base64.b64encode(secrets.token_bytes(32)).decode().rstrip('=')}",
            "registration_shared_secret": self._secret,
            "macaroon_secret_key": secrets.token_urlsafe(32),
            "form_secret": secrets.token_urlsafe(32),
            "default_room_version": "12",
            "federation_domain_whitelist": [],
            "trusted_key_servers": [],
            "report_stats": False,
            "url_preview_enabled": False,
            "presence": {"enabled": False},
            # What nobody here looks at costs processor time with every message.
            "enable_search": False,
            "user_directory": {"enabled": False, "search_all_users": False},
            "stats": {"enabled": False},
            # Passwords here are throw-away; strong hashing would only make every login slow.
            "bcrypt_rounds": 4,
            **({} if self._real_limits else _GENEROUS_LIMITS),
        }


def _log_settings(log: Path) -> dict[str, Any]:
    return {
        "version": 1,
        "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {"file": {"class": "logging.FileHandler", "formatter": "plain", "filename": str(log)}},
        "root": {"level": "WARNING", "handlers": ["file"]},
        "disable_existing_loggers": False,
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _request(method: str, url: str, body: dict[str, Any] | None) -> dict[str, Any]:
    """One JSON request. Raises OSError (urllib.error.URLError) if there is no good answer."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=10) as answer:
            parsed: dict[str, Any] = json.load(answer)
            return parsed
    except urllib.error.HTTPError as error:
        raise OSError(f"{method} {url}: {error.code} {error.read().decode(errors='replace')}") from error
