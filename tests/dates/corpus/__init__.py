"""The repository's own phrases with what they mean, kept as data; `python -m tests.dates.corpus` tries them."""
