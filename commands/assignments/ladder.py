"""The overdue ladder: what the clock says of a due day, and to whom."""

from commands.registry import Part

part = Part()
