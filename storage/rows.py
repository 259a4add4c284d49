"""From rows to records."""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_type_hints

from sqlalchemy import Row

R = TypeVar("R")


def one(record: type[R], row: Row[Any] | None) -> R | None:
    """The row as a record, or None for no row. Columns that the record does not name are left out."""
    return None if row is None else _make(record, row)


def many(record: type[R], rows: Iterable[Row[Any]]) -> list[R]:
    return [_make(record, row) for row in rows]


def _make(record: type[R], row: Row[Any]) -> R:
    mapping = row._mapping
    values = {
        name: enum(mapping[name]) if enum and mapping[name] is not None else mapping[name]
        for name, enum in _fields(cast(Any, record))
    }
    return record(**values)


@cache
def _fields(record: type) -> tuple[tuple[str, type[StrEnum] | None], ...]:
    """The record's fields, each with the enumeration it holds, if it holds one."""
    fields = []
    for name, hint in get_type_hints(record).items():
        enums = [t for t in (hint, *get_args(hint)) if isinstance(t, type) and issubclass(t, StrEnum)]
        fields.append((name, enums[0] if enums else None))
    return tuple(fields)
