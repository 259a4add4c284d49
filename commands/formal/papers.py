"""Rough drafts of papers for political committees."""

from commands.registry import Part

part = Part()
