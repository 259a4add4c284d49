"""The README says what is true."""

from pathlib import Path
from typing import get_args

from bot.config import load
from bot.handbook import with_reference

ROOT = Path(__file__).parent.parent


def test_the_command_reference_is_the_registry() -> None:
    """To mend it: python -m bot handbook."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme == with_reference(readme)


def test_the_example_configuration_loads_and_holds_every_key() -> None:
    """Each key of the settings stands in config.example.toml, set or as a comment."""
    text = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    settings = load(ROOT / "config.example.toml")
    for name, field in type(settings).model_fields.items():
        assert f"[{name}]" in text
        (table,) = (kind for kind in (get_args(field.annotation) or (field.annotation,)) if kind is not type(None))
        for key in table.model_fields:
            assert f"\n{key} = " in text or f"\n# {key} = " in text, key


def test_every_file_that_the_readme_names_exists() -> None:
    """Links into the repository do not lead into the void."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = {part.split(")")[0].split("#")[0] for part in readme.split("](")[1:]}
    missing = [path for path in named if path and "://" not in path and not (ROOT / path).exists()]
    assert missing == []
