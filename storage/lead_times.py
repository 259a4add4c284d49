"""Lead times that a body or the town has chosen for itself; what is not here is as usual."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from storage.planning_tables import body_lead_time, town_lead_time
from storage.statements import by

_OF_BODY = by(body_lead_time, "body_id")
_OF_TOWN = select(town_lead_time)


def of_body(tx: Connection, body_id: int) -> Mapping[str, int]:
    """Lead -> days."""
    return {row.lead: row.days for row in tx.execute(_OF_BODY, {"body_id": body_id})}


def of_town(tx: Connection) -> Mapping[str, int]:
    """Lead -> days."""
    return {row.lead: row.days for row in tx.execute(_OF_TOWN)}


def set_body(tx: Connection, body_id: int, own: Mapping[str, int]) -> None:
    """Let a body have exactly these lead times of its own."""
    tx.execute(delete(body_lead_time).where(body_lead_time.c.body_id == body_id))
    if own:
        tx.execute(
            insert(body_lead_time), [{"body_id": body_id, "lead": lead, "days": days} for lead, days in own.items()]
        )


def set_town(tx: Connection, own: Mapping[str, int]) -> None:
    """Let the town have exactly these lead times of its own."""
    tx.execute(delete(town_lead_time))
    if own:
        tx.execute(insert(town_lead_time), [{"lead": lead, "days": days} for lead, days in own.items()])
