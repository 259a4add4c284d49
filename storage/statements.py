"""Statements are built once and kept: building one costs five times what running it does.

A prepared statement names its values with `bindparam`; the keys of a row decide which columns an insert or an update
touches.
"""

from functools import cache
from importlib import import_module

from sqlalchemy import ColumnElement, Insert, Select, Table, Update, bindparam, insert, select, update

ID = "_id"
"""The name of the value that says which row is meant."""


def by(table: Table, *names: str) -> Select[tuple[object, ...]]:
    """All columns of the rows in which these columns have the values of the same names."""
    return select(table).where(*(table.c[name] == bindparam(name) for name in names))


def changing(table: Table, column: str = "id") -> Update:
    """Change the row whose `column` is the value `_id`."""
    return update(table).where(table.c[column] == bindparam(ID))


def among(column: ColumnElement[object], name: str) -> ColumnElement[bool]:
    """The column is one of the values in the list of that name."""
    return column.in_(bindparam(name, expanding=True))


def adding(table: Table) -> Insert:
    """Insert a row and return its id."""
    return insert(table).returning(table.c.id)


@cache
def if_new(dialect: str, table: Table) -> Insert:
    """Insert rows, leaving alone those whose key is there already. Only the dialect in use is ever loaded."""
    make = import_module(f"sqlalchemy.dialects.{dialect}").insert
    statement: Insert = make(table).on_conflict_do_nothing()
    return statement
