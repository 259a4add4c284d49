"""Has the device been further than this folder knows? Then the folder is an older copy (reliability A4).

Folder and homeserver count how often work with the device's keys was begun or went on: first the folder, then the
account data of the bot's own account (Client-Server API, "Client Config"). Whoever is killed in between has a folder
that is ahead, never one that is behind; so only an older copy, or a second machine with the same folder, is behind.
Only the bot's own account can write there. The homeserver itself could lower the number: this protects from
accidents with backups, not from the homeserver.
"""

from bot.matrix.client import Client
from bot.matrix.errors import WrongIdentity
from bot.matrix.vault import Login, Vault

KIND = "de.gremienassistenz.starts"


async def check(client: Client, login: Login, vault: Vault) -> bool:
    """Whether this folder is as far as its device has ever been. Raises Unavailable."""
    return await _seen(client, login) <= vault.starts(login.device_id)


async def go_on(client: Client, login: Login, vault: Vault) -> None:
    """Count one further. Raises WrongIdentity, before anything is used twice, if the folder is behind."""
    here, there = vault.starts(login.device_id), await _seen(client, login)
    if there > here:
        raise WrongIdentity(
            f"The keys of device {login.device_id} in the storage folder are an older copy, or the same folder was "
            f"used elsewhere (here {here}, on the homeserver {there}). Used again they would make messages unreadable. "
            "Stop every other copy, then make a new device: `python -m bot recover --config FILE`."
        )
    vault.keep_starts(login.device_id, here + 1)
    await client.set_account_data(_kind(login), {"number": here + 1})


async def _seen(client: Client, login: Login) -> int:
    number = (await client.account_data(_kind(login)) or {}).get("number")
    return number if isinstance(number, int) else 0


def _kind(login: Login) -> str:
    return f"{KIND}.{login.device_id}"
