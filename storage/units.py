"""Units of the town hall that have no room: names that were typed, wherever they stand."""

from sqlalchemy import Connection, func, select

from storage.assignment_tables import addressee, assignment, involvement, transfer

_COLUMNS = (assignment.c.receiver_unit, involvement.c.unit, transfer.c.to_unit, addressee.c.unit)


def is_named_once(tx: Connection, name: str) -> bool:
    """Whether a unit's name stands in one row only, so that one message alone brought it."""
    counts = (select(func.count()).where(column == name) for column in _COLUMNS)
    return sum(int(tx.execute(count).scalar_one()) for count in counts) <= 1
