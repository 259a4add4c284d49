"""`python -m tests.dates.corpus`: try every phrase and print the share right by family; `--misses` names the rest.

`--write` puts the table into docs/dates.md.
"""

import argparse

from tests.dates.corpus.table import PAGE, misses, table, verdicts, with_table


def main() -> None:
    parser = argparse.ArgumentParser(description="How many of our own phrases are read right.")
    parser.add_argument("--misses", action="store_true", help="name every phrase that is not read right")
    parser.add_argument("--only", default="", help="families whose name contains this, e.g. de/clock")
    parser.add_argument("--write", action="store_true", help="put the table into docs/dates.md")
    options = parser.parse_args()
    if options.write:
        PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8"), verdicts()), encoding="utf-8")
        return
    those = [one for one in verdicts() if options.only in f"{one.case.language}/{one.case.family}"]
    if not those:
        raise SystemExit(f"no family is called {options.only}")
    if options.misses:
        print(*misses(those), "", sep="\n")
    print(table(those))


if __name__ == "__main__":
    main()
