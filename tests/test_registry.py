"""Declaring commands, and finding the command that a line means."""

from typing import Annotated

import pytest

from commands.catalogue import registry
from commands.context import Context
from commands.kinds import TITLE
from commands.registry import Part, Registry
from commands.rules.access import Right
from commands.texts.voice import LANGUAGES, Voice
from storage.records import Role


@pytest.mark.parametrize(
    ("order", "name", "text"),
    [
        ("top Ganztag", "agenda.add", "Ganztag"),
        ("TOP: Ganztag", "agenda.add", "Ganztag"),
        ("top:Ganztag", "agenda.add", "Ganztag"),
        ("top\nGanztag\nMensa", "agenda.add", "\nGanztag\nMensa"),
        ("top 3 vertagen auf 26.1.", "agenda.postpone", "3 auf 26.1."),
        ("top 3. Vertagen", "agenda.postpone", "3"),
        ("top 3 Fragen", "agenda.add", "3 Fragen"),
        ("top nr. 3 vertagen auf 26.1.", "agenda.postpone", "3 auf 26.1."),
        ("top nr. 3 Fragen", "agenda.add", "nr. 3 Fragen"),
        ("ziel 1.2 streichen", "goals.drop", "1.2"),
        ("ziel 1.2 Mehr davon", "goals.goal", "1.2 Mehr davon"),
        ("schritt 2 vor 1", "steps.before", "2 1"),
        ("speicher 3 wv 9.2.", "backlog.resubmit_parked", "3 9.2."),
        ("top ständig Rückblick", "standing.add", "Rückblick"),
        ("ständig streichen 1", "standing.drop", "1"),
        ("STAENDIG Rückblick", "standing.add", "Rückblick"),
        ("gremium umbenennen in X", "bodies.rename", "in X"),
        ("gremium", "bodies.show", ""),
        ("schließtag löschen 8.2.", "closing_days.drop", "8.2."),
        ("schliesstag loeschen 8.2.", "closing_days.drop", "8.2."),
        ("standing items", "standing.list", ""),
        ("standing items for all", "standing.list", "for all"),
        ("to.", "agenda.show", ""),
    ],
)
def test_the_longest_name_wins_and_the_rest_is_the_text(order: str, name: str, text: str) -> None:
    """Capitals, umlauts in two letters, and a colon without a space make no difference."""
    found = registry().find(order)
    assert found is not None
    assert (found[0].name, found[1]) == (name, text)


@pytest.mark.parametrize("order", ["", " ", "xyzzy", "t op", "\ntop", "²", ":"])
def test_what_is_no_command_is_not_found(order: str) -> None:
    """And never an error."""
    found = registry().find(order)
    assert found is None or order.strip().startswith("top")


@pytest.mark.parametrize(
    ("order", "nearest"),
    [
        ("topp Ganztag", "top Ganztag"),
        ("tpo Ganztag", "top Ganztag"),
        ("abstimmen X", "abstimmen termin X"),
        ("vertagn 3", "vertagen 3"),
        ("verschiebn 19.1. auf 20.1.", "verschieben 19.1. auf 20.1."),
        ("rükfrage A1", "rückfrage A1"),
        ("agnda", "agenda"),
        ("xyzzy", None),
        ("", None),
    ],
)
def test_the_nearest_command_is_named_in_its_own_spelling(order: str, nearest: str | None) -> None:
    """With the text that stands behind it."""
    assert registry().nearest(order) == nearest


def test_two_commands_with_the_same_words_are_refused_at_the_start() -> None:
    """Words are compared as they are found: without capitals and umlauts."""
    part = Part()

    @part.command("agenda.show", de=("größe",), en=("size",))
    def one(ctx: Context) -> None:
        """One."""

    @part.command("agenda.drop", de=("Groesse",), en=("dimension",))
    def other(ctx: Context, title: Annotated[str, TITLE]) -> None:
        """The other."""

    with pytest.raises(ValueError, match=r"means both agenda\.show and agenda\.drop"):
        Registry([part])


def test_a_command_without_texts_is_refused_at_the_start() -> None:
    """In any language."""
    part = Part()

    @part.command("agenda.nonsense", de=("unsinn",), en=("nonsense",))
    def nonsense(ctx: Context) -> None:
        """Nonsense."""

    with pytest.raises(ValueError, match=r"no text 'agenda\.nonsense\.summary'"):
        Registry([part])


def test_a_kind_of_thing_whose_text_nobody_removes_is_refused_at_the_start() -> None:
    """Or what was removed from a room would stay here."""
    with pytest.raises(ValueError, match="nobody blanks a"):
        Registry([])


def test_every_duty_that_is_planned_is_known() -> None:
    """Daily ones have their time; names never change without a reason, they stand in databases."""
    assert set(registry().duties) == {
        "weekly.call",
        "weekly.morning",
        "weekly.ask",
        "weekly.close",
        "weekly.horizon",
        "collision.ask",
        "collision.fall_away",
        "assignments.wake",
        "assignments.watch",
        "backlog.ask",
        "digest.weekly",
        "digest.meeting",
        "privacy.retention",
        "finding.close",
        "finding.remind",
        "inquiries.remind",
        "inquiries.end",
        "calendar.forget_address",
        "calendar.forget_drafts",
        "undo.forget",
        "handover.look",
        "passing.forget",
        "standing_in.look",
        "checksum.post",
        "backup.look",
        "watch.incidents",
        "watch.successor",
    }
    assert set(registry().dailies) == {
        "weekly.horizon",
        "calendar.forget_drafts",
        "assignments.wake",
        "assignments.watch",
        "backlog.ask",
        "digest.weekly",
        "privacy.retention",
        "undo.forget",
        "handover.look",
        "passing.forget",
        "standing_in.look",
        "checksum.post",
        "backup.look",
    }


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_every_usage_line_can_be_said(language: str) -> None:
    """Each kind of value has its place-holder, and what is missing has words."""
    for command in registry().commands:
        usage = command.usage(Voice(language))
        assert usage.startswith("!" + command.shown[language]) and "{" not in usage
        for parameter in command.parameters:
            if not (parameter.optional or parameter.kind.hidden):
                assert f"missing.{parameter.kind.name}" in LANGUAGES[language], parameter.kind.name


def test_a_value_may_be_left_out_only_where_it_stands_in_brackets_or_is_asked_for() -> None:
    """The usage line does not promise what the parser refuses."""
    for command in registry().commands:
        for parameter in command.parameters:
            assert parameter.optional or not parameter.kind.asked, (command.name, parameter.name)


def test_what_changes_something_needs_a_right() -> None:
    """Deny by default; these are open to everybody in the room, and each of them says why in its own check."""
    open_to_all = {one.name for one in registry().commands if one.right in (Right.MEMBER, Right.ANYONE) and one.receipt}
    assert open_to_all == {
        "agenda.add",
        "agenda.rename",
        "agenda.drop",
        "backlog.resubmit",
        "backlog.add",
        "assignments.report",
        "extension.due",
        "goals.goal",
        "steps.add",
        "finding.vote",
        "passing.propose",
        "passing.there",
        "standing_in.agree",
        "standing_in.decline",
        "inquiries.answer",
    }


@pytest.mark.parametrize("role", list(Role))
def test_roles_have_words_in_both_languages(role: Role) -> None:
    """A role that cannot be said cannot be given."""
    assert all(f"role.{role}" in texts for texts in LANGUAGES.values())
