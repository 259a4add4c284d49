"""The control: a bot as the library's examples would have it, which the bench must find wanting.

Library callbacks, the library's own token, an answer sent from within the callback: `python -m tests.faults.naive`.
"""

import argparse
import asyncio
import json
import tomllib
from pathlib import Path

from nio import AsyncClient, AsyncClientConfig, InviteMemberEvent, LoginResponse, MatrixRoom, RoomMessageText

from tests.e2e.robot import Bot


class NaiveBot(Bot):
    """The control as a process."""

    program = ("tests.faults.naive",)


async def _serve(path: Path) -> None:
    settings = tomllib.loads(path.read_text(encoding="utf-8"))["matrix"]
    store = path.with_name("naive")
    store.mkdir(exist_ok=True)
    config = AsyncClientConfig(store_sync_tokens=True, encryption_enabled=True)
    client = AsyncClient(settings["homeserver"], settings["user_id"], store_path=str(store), config=config)
    await _log_in(client, settings, store / "login.json")

    async def join(room: MatrixRoom, event: InviteMemberEvent) -> None:
        if event.state_key == client.user_id and event.membership == "invite":
            await client.join(room.room_id)

    async def answer(room: MatrixRoom, event: RoomMessageText) -> None:
        if event.sender == client.user_id or not event.body.lstrip(" *").startswith(("!", "ja")):
            return
        content = {"msgtype": "m.text", "body": f"Notiert: {event.body}"}
        content["m.relates_to"] = {"m.in_reply_to": {"event_id": event.event_id}}  # type: ignore[assignment]
        await client.room_send(room.room_id, "m.room.message", content, ignore_unverified_devices=True)

    client.add_event_callback(join, InviteMemberEvent)
    client.add_event_callback(answer, RoomMessageText)
    print("listening", flush=True)
    # So many events of a room at once that a slow machine leaves none out: what it loses is to be the kills' doing.
    await client.sync_forever(timeout=30_000, full_state=True, sync_filter={"room": {"timeline": {"limit": 500}}})


async def _log_in(client: AsyncClient, settings: dict[str, str], kept: Path) -> None:
    if kept.exists():
        client.restore_login(**json.loads(kept.read_text(encoding="utf-8")))
        return
    answer = await client.login(settings["password"])
    assert isinstance(answer, LoginResponse), answer
    login = {"user_id": answer.user_id, "device_id": answer.device_id, "access_token": answer.access_token}
    kept.write_text(json.dumps(login), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", type=Path, required=True)
    asyncio.run(_serve(parser.parse_args().config))
