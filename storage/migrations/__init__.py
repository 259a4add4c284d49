"""Schema migrations, by Alembic."""
