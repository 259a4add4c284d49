"""What is said of an assignment beside its text: priority, source, reference, goals."""

from commands.registry import Part

part = Part()
