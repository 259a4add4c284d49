"""The configuration: one TOML file, every key known, every mistake named."""

import tomllib
from datetime import time
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError, model_validator

from bot import town_calendar
from bot.config_values import read_hours, read_pattern, read_zone
from commands.dates.calendar import Calendar
from commands.house import House
from commands.rules.numbers import NUMBER_PATTERN
from commands.rules.retention import Periods
from storage.erasure_list import ErasureList

STATES = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")
"""The federal states after ISO 3166-2:DE."""

_PATHS = (
    ("storage", "folder"),
    ("matrix", "password_file"),
    ("matrix", "access_token_file"),
    ("town", "calendar_file"),
    ("backup", "folder"),
    ("operations", "health_file"),
)
_LISTEN = r"^([0-9A-Za-z.-]+|\[[0-9a-fA-F:]+\]):(\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$"


class BadConfiguration(Exception):
    """The file cannot be used; the message says which key and why, in one line each."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Matrix(_Table):
    """How to reach the homeserver. Exactly one of password, password_file and access_token_file is set."""

    homeserver: str = Field(pattern=r"^https?://[^\s/]+(/.*)?$")
    user_id: str = Field(pattern=r"^@[^:\s]+:\S+$", max_length=255)
    password: SecretStr | None = None
    password_file: Path | None = None
    access_token_file: Path | None = None

    @model_validator(mode="after")
    def _one_way_in(self) -> "Matrix":
        ways = (self.password, self.password_file, self.access_token_file)
        if sum(way is not None for way in ways) != 1:
            raise ValueError("set exactly one of password, password_file and access_token_file")
        return self


class Access(_Table):
    """Who may set up bodies (`operators`), and whose users may order anything and invite (`homeservers`); how many
    commands of one user and in one room are carried out a minute (0: all)."""

    operators: tuple[str, ...]
    homeservers: tuple[str, ...]
    commands_a_minute: int = Field(default=30, ge=0)
    room_commands_a_minute: int = Field(default=120, ge=0)

    def is_operator(self, user_id: str) -> bool:
        return any(fnmatchcase(user_id, pattern) for pattern in self.operators)

    def is_ours(self, user_id: str) -> bool:
        """Whether the user's homeserver is one of those whose users may order anything."""
        _, _, server = user_id.partition(":")
        return any(fnmatchcase(server, pattern) for pattern in self.homeservers)


class Storage(_Table):
    """`database` is an SQLAlchemy URL; by default an SQLite file in `folder`, which also holds the keys (mode 0700)."""

    folder: Path
    database: str | None = None

    @property
    def url(self) -> str:
        return self.database or f"sqlite:///{self.folder / 'gremienassistenz.db'}"

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; None for a database on a server."""
        kind, _, path = self.url.partition(":///")
        return Path(path) if kind.startswith("sqlite") and path else None


class Town(_Table):
    """The town: its calendar and when the bot may speak up."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    name: str = Field(min_length=1, max_length=80)
    state: str = Field(json_schema_extra={"enum": list(STATES)})
    catholic: bool = False
    calendar_file: Path | None = None
    calendar_privacy: Literal["public", "private", "confidential"] = "public"
    paper_name: str = Field(default="Beschlussvorlage", min_length=1, max_length=40, pattern=r"^[^\s<>].*$")
    time_zone: Annotated[ZoneInfo, BeforeValidator(read_zone)] = ZoneInfo("Europe/Berlin")
    numbers: Annotated[str, BeforeValidator(read_pattern)] = NUMBER_PATTERN
    office_hours: Annotated[dict[int, tuple[time, time]], BeforeValidator(read_hours)] = Field(
        default="Mo-Do 08:00-16:00, Fr 08:00-12:00", validate_default=True
    )

    @model_validator(mode="after")
    def _known_state(self) -> "Town":
        if self.state not in STATES:
            raise ValueError(f"unknown state {self.state!r}; one of {', '.join(STATES)}")
        return self

    def calendar(self) -> Calendar:
        """Raises BadConfiguration if the town's own file cannot be used."""
        if self.calendar_file is None:
            return Calendar(self.state, self.catholic)
        try:
            return town_calendar.load(self.calendar_file, self.state, catholic=self.catholic)
        except town_calendar.BadCalendar as error:
            raise BadConfiguration(str(error)) from error


class Feed(_Table):
    """Where calendars are served over HTTP, and how that place is called outside, behind the proxy with TLS."""

    listen: str = Field(pattern=_LISTEN)
    public_url: str = Field(pattern=r"^https?://[^\s/]+(/\S*)?$", max_length=200)

    @property
    def address(self) -> tuple[str, int]:
        """Host and port to listen on."""
        host, _, port = self.listen.rpartition(":")
        return host.strip("[]"), int(port)

    @property
    def url(self) -> str:
        """What stands before a secret."""
        return f"{self.public_url.rstrip('/')}/kalender"


class Operations(_Table):
    """`room` is where the operators are told what goes wrong; they are in it, and nobody else. `health_file` says every
    15 seconds that the bot is alive, for the health check of a container."""

    room: str | None = Field(default=None, pattern=r"^!\S+$", max_length=255)
    health_file: Path | None = None


class Backup(_Table):
    """`recipient` is the public key (age1…) that backups are made for where no passphrase is given. In `folder` they
    get a name with the date, and are deleted there after `keep` days: a backup holds what was erased since."""

    recipient: str | None = Field(default=None, pattern=r"^age1[0-9a-z]{58}$")
    folder: Path | None = None
    keep: int = Field(default=30, ge=1, le=365)


class Privacy(_Table):
    """Who answers for the processing, and the data protection officer, each in one line with how to reach them."""

    controller: str | None = Field(default=None, min_length=1, max_length=200)
    officer: str | None = Field(default=None, min_length=1, max_length=200)


_Period = Annotated[int, Field(ge=1, le=1200)]


class Retention(_Table):
    """How long what is kept; `commands.rules.retention` says what each period is for."""

    audit_months: _Period = Periods.audit_months
    work_months: _Period = Periods.work_months
    backlog_months: _Period = Periods.backlog_months
    memberships_months: _Period = Periods.memberships_months
    letters_months: _Period = Periods.letters_months
    events_days: _Period = Periods.events_days
    unreadable_days: _Period = Periods.unreadable_days
    questions_days: _Period = Periods.questions_days
    drafts_days: _Period = Periods.drafts_days
    incidents_months: _Period = Periods.incidents_months
    deletions_months: _Period = Periods.deletions_months

    def periods(self) -> Periods:
        return Periods(**self.model_dump())


class Settings(_Table):
    matrix: Matrix
    access: Access
    storage: Storage
    town: Town
    feed: Feed | None = None
    operations: Operations = Operations()
    backup: Backup = Backup()
    privacy: Privacy = Privacy()
    retention: Retention = Retention()


def house(
    town: Town,
    access: Access,
    bot_user: str,
    feed: Feed | None = None,
    operations: Operations | None = None,
    erasures: ErasureList | None = None,
    privacy: Privacy | None = None,
    retention: Retention | None = None,
) -> House:
    """What the commands know of the town, from its configuration."""
    return House(
        bot_user=bot_user,
        town=town.name,
        zone=town.time_zone,
        calendar=town.calendar(),
        office_hours=town.office_hours,
        is_operator=access.is_operator,
        is_ours=access.is_ours,
        calendar_privacy=town.calendar_privacy.upper(),
        feed_url=feed.url if feed else None,
        number_pattern=town.numbers,
        paper_name=town.paper_name,
        operators_room=operations.room if operations else None,
        erasures=erasures or ErasureList(),
        retention=(retention or Retention()).periods(),
        controller=privacy.controller if privacy else None,
        officer=privacy.officer if privacy else None,
        commands_a_minute=access.commands_a_minute,
        room_commands_a_minute=access.room_commands_a_minute,
    )


def load(path: Path) -> Settings:
    """Read a configuration file. Relative paths in it start at its folder.

    Raises BadConfiguration with one line for each mistake.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadConfiguration(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfiguration(f"{path}: is not TOML ({error})") from error
    for table, key in _PATHS:
        section = data.get(table)
        if isinstance(section, dict) and isinstance(section.get(key), str):
            section[key] = path.parent / Path(section[key]).expanduser()
    try:
        settings = Settings.model_validate(data)
    except ValidationError as error:
        raise BadConfiguration("\n".join(_sentence(path, mistake) for mistake in error.errors())) from error
    settings.town.calendar()
    return settings


def _sentence(path: Path, mistake: object) -> str:
    assert isinstance(mistake, dict)
    key = ".".join(str(part) for part in mistake["loc"])
    if mistake["type"] == "extra_forbidden":
        return f"{path}: unknown key {key}"
    if mistake["type"] == "missing":
        return f"{path}: {key} is missing"
    return f"{path}: {key}: {mistake['msg'].removeprefix('Value error, ')}"
