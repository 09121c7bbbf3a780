#!/usr/bin/env python3
"""The documents keep up with the packs: links lead somewhere, every open question is answered, every name is in the glossary.

    check_docs.py      exit 0 all hold, 1 something does not; ends with 'N passed, N failed'
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLAN = "packs/yueqing"


def text_of(*patterns):
    """All files that match, one after another."""
    return "\n".join(path.read_text(encoding="utf-8") for pattern in patterns for path in sorted(ROOT.glob(pattern)))


def ids_in(text):
    """Ids of list items: '- id: K01' and '- {id: Q01, ...}', of items at the outermost level."""
    return re.findall(r"^  - (?:\{ *)?id: *([^\s,}]+)", text, re.MULTILINE)


def names_in(text):
    """Names of outermost items, quotes of YAML taken off."""
    return [name.strip().strip('"').replace('\\"', '"') for name in re.findall(r"^    name: *(.+)$", text, re.MULTILINE)]


def broken_links():
    for path in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/*/README.md")]):
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", target) and not (path.parent / target).exists():
                yield f"{path.relative_to(ROOT)}: {target} does not exist"


def first_cells(markdown, column):
    return {cells[column].strip() for line in markdown.splitlines() if line.startswith("|") and len(cells := line.split("|")) > column}


def unanswered():
    asked, answered = ids_in(text_of(f"{PLAN}/open_questions.yaml")), first_cells(text_of("docs/ambiguities.md"), 1)
    yield from (f"docs/ambiguities.md: {question} is missing" for question in asked if question not in answered)
    yield from (f"docs/ambiguities.md: {cell} is no open question of the pack"
                for cell in sorted(answered) if re.fullmatch(r"Q\d+", cell) and cell not in asked)
    if not asked:
        yield f"{PLAN}/open_questions.yaml: no question found"


def unnamed(kind, names, column):
    known = first_cells(text_of("docs/glossary.md"), column)
    yield from (f"docs/glossary.md: {kind} {name} is missing" for name in names if name not in known)
    if not names:
        yield f"no {kind} found in the packs"


def main():
    register_ids = [f"`{name}`" for name in ids_in(text_of("packs/china/registers/**/*.yaml"))]
    rules = [
        ("links", broken_links()),
        ("open questions", unanswered()),
        ("registers in the glossary", unnamed("register", register_ids, 3)),
        ("units in the glossary", unnamed("unit", names_in(text_of(f"{PLAN}/units.yaml", f"{PLAN}/bodies.yaml")), 1)),
        ("areas in the glossary", unnamed("area", names_in(text_of(f"{PLAN}/areas.yaml")), 1)),
        ("systems in the glossary", unnamed("system", names_in(text_of(f"{PLAN}/systems.yaml")), 1)),
    ]
    failed = 0
    for title, findings in rules:
        findings = list(findings)
        failed += bool(findings)
        for finding in findings:
            print(f"FAILED {title}: {finding}")
    print(f"{len(rules) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
