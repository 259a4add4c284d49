"""From rows to records."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast, get_args, get_type_hints

from sqlalchemy import Row

R = TypeVar("R")


def one(record: type[R], row: Row[Any] | None) -> R | None:
    """The row as a record, or None for no row. Columns that the record does not name are left out."""
    return None if row is None else _maker(cast(Any, record))(row)


def many(record: type[R], rows: Iterable[Row[Any]]) -> list[R]:
    make = _maker(cast(Any, record))
    return [make(row) for row in rows]


@cache
def _maker(record: type) -> Callable[[Row[Any]], Any]:
    """A function that makes this record of a row; what the record declares as an enumeration becomes one."""
    hints = get_type_hints(record)
    pick = attrgetter(*hints)
    enums = [(place, enum) for place, hint in enumerate(hints.values()) if (enum := _enum(hint))]

    def make(row: Row[Any]) -> Any:
        values = list(pick(row))
        for place, enum in enums:
            if values[place] is not None:
                values[place] = enum(values[place])
        return record(*values)

    return make


def _enum(hint: Any) -> type[StrEnum] | None:
    kinds = (hint, *get_args(hint))
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum)), None)
