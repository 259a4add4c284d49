"""No command, list or export filters, counts or ranks by person (domain 5.2; § 80 Abs. 1 Nr. 21 BPersVG is why).

Three walks: over the declarations of all commands, over everything in storage that names a column with a person in
it, and over what the town reads, which is the same whoever did the work.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

from sqlalchemy import String

from commands.catalogue import registry
from commands.documents.searching import text_of
from commands.lookups import Known
from commands.texts.voice import LANGUAGES
from storage.columns import metadata
from tests.prepared import brakenfeld
from tests.scene import user
from tests.seen import rows
from tests.world import World

STORAGE = Path(__file__).parent.parent / "storage"

PERSON_COLUMNS = {
    *("room_member.user_id", "body_role.user_id", "sync_position.user_id", "vote.user_id"),
    *("absence.user_id", "absence.deputy_id", "draft.from_user", "change.actor", "body.first_release_by"),
    *("item.proposed_by", "question.asked_of", "audit.actor"),
}
"""The columns in which somebody's user id stands."""

ABOUT_PEOPLE = ("roles.", "standing_in.", "handover.")
"""Commands that give, end or lend a role take a person; no other does."""

LOOKED_UP = {
    ("storage/bodies.py", "_ROLES_OF"): "what somebody may order here, now",
    ("storage/bodies.py", "roles_of"): "what somebody may order here, now",
    ("storage/bodies.py", "give_role"): "giving one role",
    ("storage/bodies.py", "take_roles"): "ending one person's roles in one body",
    ("storage/rooms.py", "_MEMBER"): "whether somebody is in a room",
    ("storage/rooms.py", "_MEMBERS"): "who is in a room, as everybody in it sees",
    ("storage/rooms.py", "member"): "whether somebody is in a room",
    ("storage/rooms.py", "add_member"): "who is in a room, as a message there shows",
    ("storage/rooms.py", "set_members"): "who is in a room, as the homeserver says",
    ("storage/questions.py", "_LAST_ASKED_OF"): "which question a bare answer means",
    ("storage/questions.py", "_OPEN_IN"): "which question a bare answer means",
    ("storage/questions.py", "ask"): "who may answer a question",
    ("storage/questions.py", "open_in"): "which question a bare answer means",
    ("storage/inbox.py", "_POSITION"): "the bot's own place in the stream",
    ("storage/inbox.py", "_SET_POSITION"): "the bot's own place in the stream",
    ("storage/inbox.py", "sync_token"): "the bot's own place in the stream",
    ("storage/inbox.py", "set_sync_token"): "the bot's own place in the stream",
    ("storage/date_finding.py", "_VOTE_OF"): "a later vote replaces the earlier one",
    ("storage/date_finding.py", "_DROP_VOTE_OF"): "a later vote replaces the earlier one",
    ("storage/date_finding.py", "votes"): "counting how many a proposal suits, while the poll is open",
    ("storage/date_finding.py", "put_vote"): "a later vote replaces the earlier one",
    ("storage/date_finding.py", "drop_vote_of"): "a vote that is taken back",
    ("storage/absences.py", "_OF"): "one's own absences, to end them",
    ("storage/absences.py", "of"): "one's own absences, to end them",
    ("storage/absences.py", "add"): "one's own absences, to end them",
    ("storage/absences.py", "_DROP_DEPUTY"): "who has lost the right stands in for nobody any more",
    ("storage/absences.py", "_WAITING"): "which absences somebody is asked to stand in for",
    ("storage/absences.py", "waiting_for"): "which absences somebody is asked to stand in for",
    ("storage/audit.py", "_SINCE"): "whether the question to a guest was put today already",
    ("storage/audit.py", "happened"): "whether the question to a guest was put today already",
    ("storage/audit.py", "actor_at"): "who put an agenda into its new order is not asked about the numbers",
    ("storage/bodies.py", "_IN_ROOMS_OF"): "which bodies somebody may speak of in a direct chat",
    ("storage/bodies.py", "in_rooms_of"): "which bodies somebody may speak of in a direct chat",
    ("storage/bodies.py", "_ROLES_HELD"): "which bodies somebody may speak of in a direct chat",
    ("storage/bodies.py", "with_roles_of"): "which bodies somebody may speak of in a direct chat",
    ("storage/bodies.py", "_KEY"): "ending one role",
    ("storage/bodies.py", "end_role"): "ending one role",
    ("storage/changes.py", "_NEWEST"): "one's own last action, for ten minutes",
    ("storage/changes.py", "last"): "one's own last action, for ten minutes",
    ("storage/changes.py", "keep"): "one's own last action, for ten minutes",
    ("storage/changes.py", "forget_of"): "one's own last action, for ten minutes",
    ("storage/changes.py", "touched_since"): "whether somebody else was faster, within a minute",
    ("storage/changes.py", "added_since"): "whether somebody else was faster, within a minute",
    ("storage/drafts.py", "add"): "to whom the outcome of a proposal is told",
    ("storage/inbox.py", "seen_at"): "the bot's own place in the stream",
    ("storage/rooms.py", "_THE_TWO"): "the direct chat with somebody, for a note",
    ("storage/rooms.py", "direct_room"): "the direct chat with somebody, for a note",
    ("storage/audit.py", "_BEFORE"): "taking names out of what is old, whoever they are",
    ("storage/audit.py", "_OF_PERSON"): "putting a pseudonym in the place of somebody who is erased",
    ("storage/audit.py", "pseudonymise"): "putting a pseudonym in the place of somebody who is erased",
    ("storage/audit.py", "_holds"): "whether a row of the audit was tampered with",
    ("storage/audit.py", "note"): "writing who ordered something",
    ("storage/personal.py", "PLACES"): "what is stored of who asks it of oneself, and forgetting",
    ("storage/personal.py", "names_of"): "the names of who asks it of oneself, or is to be forgotten",
    ("storage/personal.py", "carried_out_since"): "one's own data once an hour",
    ("storage/forgetting.py", "put_pseudonym"): "forgetting one person",
    ("storage/forgetting.py", "drop"): "forgetting one person",
    ("storage/forgetting.py", "close_questions"): "forgetting one person",
    ("storage/forgetting.py", "end_roles"): "forgetting one person",
    ("storage/forgetting.py", "former_members"): "a name goes some time after a role has ended",
    ("storage/forgetting.py", "put_label"): "a name goes some time after a role has ended",
    ("storage/forgetting.py", "direct_rooms"): "the direct chats of one person, to leave them",
    ("storage/audit.py", "actor_of"): "whether an edit comes from who wrote the message",
}
"""Every place in storage that names such a column, and why. Whatever comes new has to be put here, with a reason that
is not a list, a number or an order of people's work."""


def test_only_commands_about_roles_take_a_person() -> None:
    """Nobody can ask what somebody else has done."""
    taking = [
        command.name
        for command in registry().commands
        for hint in get_type_hints(command.handler).values()
        if Known in (hint, *get_args(hint))
    ]
    assert taking, "the walk finds those that do"
    assert [name for name in taking if not name.startswith(ABOUT_PEOPLE)] == []


def _owners(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """(name, tree) of each function and each assigned name at the top of a module."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        match node:
            case ast.FunctionDef(name=name):
                yield name, node
            case ast.Assign(targets=[ast.Name(id=name)]):
                yield name, node
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                yield from (
                    (name.id, value) for name, value in zip(names, values, strict=True) if isinstance(name, ast.Name)
                )


def _names_a_person(tree: ast.AST) -> bool:
    columns = {name.split(".")[1] for name in PERSON_COLUMNS}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in columns:
            return True
        if isinstance(node, ast.Constant) and node.value in columns:
            return True
    return False


def test_storage_names_people_only_where_a_reason_is_given() -> None:
    """No query of storage filters, groups or sorts work by who did it."""
    found = {
        (f"storage/{path.name}", name)
        for path in sorted(STORAGE.glob("*.py"))
        if not path.stem.endswith(("tables", "records"))
        for name, tree in _owners(path)
        if _names_a_person(tree)
    }
    assert found - LOOKED_UP.keys() == set()
    assert LOOKED_UP.keys() - found == set(), "a reason that nothing needs any more"


def test_the_columns_with_people_are_all_known(w: World) -> None:
    """After a day of work no user id stands in any other column, unless in what somebody typed."""
    _work(w, "vogt", "petersen")
    found = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String)
        if any(str(row[column.name] or "").startswith("@") for row in rows(w, table.name))
    }
    assert found and found <= PERSON_COLUMNS


# -- what is read is the same whoever worked --------------------------------------------------------------------------


def _work(w: World, first: str, second: str) -> None:
    """A day on which two people who both lead everything take turns."""
    for room, body in (("STG", "vogt"), ("AK", "demir"), ("JF", "vogt")):
        for name in ("Katrin Vogt", "Sabine Petersen"):
            w.join(room, "vogt", "petersen")
            w.say(body, room, f"!rolle {name} Geschäftsführung")
    for who, room, text in (
        (first, "STG", "!termin 2.3. 14 Uhr 120 Minuten"),
        (second, "AK", "!termin 3.3. 10 Uhr"),
        (first, "JF", "!reihe jeden Dienstag 9 Uhr"),
        (second, "JF", "!top Raumplanung E 20 Min"),
        (first, "JF", "!top Ganztag"),
        (second, "JF", "!speichern Mensa"),
        (first, "STG", "!top Sprachmittlung in Kitas"),
        (second, "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2."),
        (first, "STG", "!auftrag an FB 40: Räume melden bis 29.1."),
        (second, "AK", "!annehmen A1"),
        (first, "AK", "!stand A1 zwölf Kitas fehlen noch"),
        (second, "AK", "!ergebnis A1 Bedarf: 12"),
        (first, "STG", "!abnehmen A1"),
        (second, "JF", "!ergebnis 2 Vier Räume"),
        (first, "STG", "!schließtag 8.2. Rosenmontag"),
    ):
        w.say(who, room, text)


def _reading(w: World) -> list[tuple[str, str, list[str]]]:
    """What each command that only shows something answers to its examples, room by room; asked by somebody else."""
    read = []
    for name in ("STG", "AK", "JF"):
        w.join(name, "reuter")
        for command in registry().commands:
            if command.receipt or command.name.startswith(ABOUT_PEOPLE):
                continue
            for order in {*command.spelled, *_examples(command.name)}:
                w.heard(name), w.files(name)
                w.say("reuter", name, f"!{order}")
                kept = [file for file in w.files(name) if file.name.endswith((".xlsx", ".docx"))]
                # What a file says; its bytes hold the second in which it was packed.
                files = [text_of(file.data, file.mimetype) or file.data.hex() for file in kept]
                read.append((name, order, [*w.heard(name), *files]))
    return read


def _examples(name: str) -> list[str]:
    return [line.removeprefix("!") for line in str(LANGUAGES["de"][f"{name}.examples"]).split("\n")]


def test_what_is_read_does_not_depend_on_who_worked(w: World, folder: Path) -> None:
    """The same day with the two people's places changed gives the same lists, letter by letter."""
    (folder / "other").mkdir()
    original, database = brakenfeld()
    other = original.twin(folder / "other", database)
    _work(w, "vogt", "petersen")
    _work(other, "petersen", "vogt")
    first, second = _reading(w), _reading(other)
    assert len(first) > 50
    assert first == second
    assert user("petersen") not in str(first)
    other.close()
