"""Goals and fields of action of a body, their priorities, and what is done for each."""

from commands.registry import Part

part = Part()
