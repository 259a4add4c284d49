"""Absences and who stands in."""

from commands.registry import Part

part = Part()
