"""The fault bench: what the promise of docs/reliability.md is worth, in figures. `make faults` runs it long."""
