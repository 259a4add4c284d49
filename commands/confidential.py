"""What is meant for one body only."""

from commands.registry import Part

part = Part()
