"""The columns that hold what people typed: their text goes when the message is removed that brought it."""

from collections.abc import Mapping

FREE_TEXT: Mapping[str, tuple[str, ...]] = {
    "item": ("title",),
    "standing_item": ("title",),
    "outcome": ("text",),
    "assignment": ("title", "expected", "reference", "receiver_unit"),
    "entry": ("text",),
    "involvement": ("unit",),
    "transfer": ("to_unit",),
    "kept_file": ("name", "place"),
    "goal": ("title",),
    "next_step": ("title",),
    "inquiry": ("text",),
    "addressee": ("unit", "answer"),
    "finding": ("title",),
    "attendance": ("excused", "established"),
    "decision": ("text", "dissent"),
    "correction": ("before", "after"),
    "closing_day": ("name",),
    "recess": ("name",),
    "committee_date": ("committee", "committee_key"),
    "body": ("name",),
    "draft": ("order",),
    "expected_person": ("name",),
    "plan_date": ("because",),
}
"""By table; `commands` says by kind of thing how each is blanked. The post has its own ways (`storage.erasure`)."""

TABLE_OF: Mapping[str, str] = {
    "standing": "standing_item",
    "expectation": "assignment",
    "reference": "assignment",
    "step": "next_step",
    "expected": "expected_person",
}
"""In which table a kind of thing (`storage.sources.KINDS`) stands, where that has another name."""
