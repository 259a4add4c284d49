"""The invitation to a meeting: looked over, then sent."""

from commands.registry import Part

part = Part()
