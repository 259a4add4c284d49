"""Files posted as a result: kept as references, version by version."""

from commands.registry import Part

part = Part()
