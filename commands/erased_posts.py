"""What the bot posted goes where it holds the words of a removed message: the events that quote it are removed from
their rooms, edits too, because a client shows what an edited message said before. Where the post is still needed, a
fresh one without the words takes its place."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from commands.answering import FILE
from commands.assignments.attached import is_copy
from commands.context import Context
from commands.documents.assignment_table import SUFFIX
from commands.documents.searching import text_of
from commands.erased_words import Words
from commands.people import handover_sheet
from storage import attachments, erasure, outbox, questions
from storage.post_records import Letter, LetterState

_OUT = (LetterState.SENT, LetterState.SENDING)
_MESSAGE, _REDACTION = "m.room.message", "m.room.redaction"


class Sweep:
    """Goes through the letters that were written since a message came in.

    `things` („item:3“) are what it made or what speaks of that, `late` the numbers of letters that answer it among
    others. `listed`: it made what stands in tables, which cannot be looked into once they are in their room.
    """

    def __init__(
        self,
        ctx: Context,
        target: str,
        words: Words,
        needed: Mapping[str, Callable[[Context, int, Letter], bool]],
        things: Collection[str],
        late: Collection[int],
        *,
        listed: bool,
    ) -> None:
        self.ctx, self.target, self.words, self.needed = ctx, target, words, needed
        self.things, self.late, self.listed = things, late, listed

    def run(self) -> None:
        letters = list(erasure.letters_since(self.ctx.tx, self.target))
        edits: dict[str, list[Letter]] = defaultdict(list)
        for letter in letters:
            if letter.target is not None and letter.event_type == _MESSAGE:
                edits[letter.target].append(letter)
        for letter in letters:
            if letter.is_file:
                self._clean_file(letter)
            elif letter.target is None:
                self._clean_post(letter, edits.pop(letter.id, []))
        for older in edits.values():  # of posts that were there before the message
            self._clean_edits(older)

    # -- posts --------------------------------------------------------------------------------------------------------

    def _clean_post(self, post: Letter, edits: Sequence[Letter]) -> None:
        if not (self._is_own(post) or self.words.stand_in(post.content)):
            self._clean_edits(edits)
        elif post.state is LetterState.PARKED:
            erasure.empty(self.ctx.tx, post.id)
        elif post.state is LetterState.PENDING:
            if self._is_needed(post) or not self._is_personal(post):
                erasure.rewrite(self.ctx.tx, post.id, self.words.without(post.content))
            else:
                erasure.set_aside(self.ctx.tx, post.id)
        else:
            self._replace(post, edits)

    def _clean_edits(self, edits: Sequence[Letter]) -> None:
        """Without an edit a client shows the one before it, or the post as it was."""
        for edit in (one for one in edits if self.words.stand_in(one.content)):
            if edit.state is LetterState.PENDING:
                erasure.rewrite(self.ctx.tx, edit.id, self.words.without(edit.content))
            else:
                self._remove(edit)

    def _replace(self, post: Letter, edits: Sequence[Letter]) -> None:
        """Remove a post with its edits, and put a fresh one in its place if it is still needed: pinned if it was."""
        content, needed = self.words.without(_newest(post, edits)), self._is_needed(post)
        self._remove(post)
        for edit in edits:
            if edit.state is LetterState.PENDING:
                erasure.set_aside(self.ctx.tx, edit.id)
            else:
                self._remove(edit)
        if not needed:
            return
        pinned = erasure.is_pinned(self.ctx.tx, post.id)
        content = content | {"m.mentions": {}}  # it has rung for whom it had to
        values = {"not_before": self.ctx.now, "priority": post.priority}
        fresh = erasure.succeed(self.ctx.tx, post, content, **values)
        if pinned:
            self._write("pin", f"pin/{fresh}", fresh, post.room_id)

    def _remove(self, letter: Letter) -> None:
        """Remove the event that a letter became or is about to become, and forget what it said.

        One that is being sent may have to be sent once more; then it says nothing that has to go.
        """
        tx, state = self.ctx.tx, letter.state
        if state is LetterState.SENDING and letter.event_type == _MESSAGE:
            if not letter.is_file:
                erasure.rewrite(tx, letter.id, self.words.without(letter.content))
        elif state is not LetterState.SENDING:
            erasure.empty(tx, letter.id)
        if state in _OUT:
            self._write(_REDACTION, f"erased/{letter.id}/{self.ctx.event_ids[0]}", letter.id, letter.room_id)

    def _is_own(self, letter: Letter) -> bool:
        """Whether it answers the message, or speaks of what that made in words that are not kept any more."""
        reply = f"reply/{self.target}"
        answers = letter.reason == reply or letter.reason.startswith(f"{reply}/page") or letter.seq in self.late
        return answers or (not letter.content and letter.event_type == _MESSAGE and letter.about in self.things)

    def _is_personal(self, letter: Letter) -> bool:
        """Answers and notices need not be there for ever."""
        return letter.reason.startswith(("reply/", "told/")) or letter.seq in self.late

    def _is_needed(self, letter: Letter) -> bool:
        """Whether it still asks something, or its feature says that it has to stay."""
        if questions.of_letter(self.ctx.tx, letter.id, self.ctx.now) is not None:
            return True
        kind, _, thing_id = (letter.about or "").partition(":")
        needed = None if self._is_personal(letter) else self.needed.get(kind)
        return needed is not None and needed(self.ctx, int(thing_id), letter)

    def _write(self, event_type: str, reason: str, target: str, room_id: str) -> None:
        content: dict[str, Any] = {}
        outbox.write_letter(
            self.ctx.tx,
            reason=reason,
            room_id=room_id,
            event_type=event_type,
            content=content,
            target=target,
            not_before=self.ctx.now,
            priority=outbox.PROMPT,
        )

    # -- files --------------------------------------------------------------------------------------------------------

    def _clean_file(self, letter: Letter) -> None:
        """Keep back or remove a file that holds the words, or that speaks of what the message made. A handover holds so
        much that it always counts as one; its reader gets a new one by asking.

        A file that is in its room can no longer be looked into here; then only its name and what it is about tell.
        """
        file = attachments.of_letter(self.ctx.tx, letter.id)
        text = text_of(file.data, file.mimetype) if file else ""
        held = letter.content["body"] + (text or "")
        # A file that cannot be looked into may hold the words.
        if not self._is_own_file(letter) and text is not None and not self._held(held):
            return
        if letter.state is LetterState.PENDING:
            erasure.set_aside(self.ctx.tx, letter.id)
        else:
            self._remove(letter)

    def _held(self, text: str) -> bool:
        return any(piece in text for piece in self.words.pieces()) or self.words.stand_in(text)

    def _is_own_file(self, letter: Letter) -> bool:
        name = str(letter.content.get("body", ""))
        answers = letter.about in self.things or letter.reason.startswith(f"{FILE}{self.target}/")
        listed = self.listed and name.endswith(SUFFIX)
        handed_over = bool(self.words.known) and name.startswith(handover_sheet.PREFIX)
        return answers or is_copy(letter.reason, self.things) or listed or handed_over


def _newest(post: Letter, edits: Sequence[Letter]) -> dict[str, Any]:
    """What a post says after its edits."""
    said = [edit.content["m.new_content"] for edit in edits if edit.state is not LetterState.PARKED and edit.content]
    newest: dict[str, Any] = said[-1] if said else post.content
    return newest
