"""Parts of an assignment: partial assignments and contributions, to any depth, and who else is involved."""

from commands.registry import Part

part = Part()
