"""Taking back the last own action."""

from commands.registry import Part

part = Part()
