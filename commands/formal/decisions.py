"""Decisions and recommendations: recorded, established by the chair, corrected."""

from commands.registry import Part

part = Part()
