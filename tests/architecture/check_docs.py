#!/usr/bin/env python3
"""The documents keep up with packs and tests: links lead somewhere, every open question is answered, every name is in the
glossary, every claim about security names a test that is there.

    check_docs.py      exit 0 all hold, 1 something does not; ends with 'N passed, N failed'
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLAN = "packs/yueqing"
SECURITY = "docs/security.md"
# Requirements of OWASP ASVS 4.0.3 at level 1 or 2; those that the edition deleted are left out.
ASVS = """1.1.1-7 1.2.1-4 1.4.1 1.4.4-5 1.5.1-4 1.6.1-4 1.7.1-2 1.8.1-2 1.9.1-2 1.10.1 1.11.1-2 1.12.2 1.14.1-6
2.1.1-12 2.2.1-3 2.3.1-3 2.4.1-5 2.5.1-7 2.6.1-3 2.7.1-6 2.8.1-7 2.9.1-3 2.10.1-4
3.1.1 3.2.1-4 3.3.1-4 3.4.1-5 3.5.1-3 3.7.1 4.1.1-3 4.1.5 4.2.1-2 4.3.1-3
5.1.1-5 5.2.1-8 5.3.1-10 5.4.1-3 5.5.1-4 6.1.1-3 6.2.1-6 6.3.1-2 6.4.1-2
7.1.1-4 7.2.1-2 7.3.1 7.3.3-4 7.4.1-3 8.1.1-4 8.2.1-3 8.3.1-8 9.1.1-3 9.2.1-4 10.2.1-2 10.3.1-3
11.1.1-8 12.1.1-3 12.2.1 12.3.1-6 12.4.1-2 12.5.1-2 12.6.1 13.1.1 13.1.3-5 13.2.1-3 13.2.5-6 13.3.1-2 13.4.1-2
14.1.1-4 14.2.1-6 14.3.2-3 14.4.1-7 14.5.1-4"""
STATES = ["met", "in part", "gap", "by reading", "n/a"]


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


def required():
    for numbers in ASVS.split():
        section, _, ends = numbers.rpartition(".")
        first, _, last = ends.partition("-")
        yield from (f"{section}.{number}" for number in range(int(first), int(last or first) + 1))


def requirements():
    """The lines of the checklist: number, state, proof."""
    for line in text_of(SECURITY).splitlines():
        if found := re.fullmatch(r"\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|", line):
            yield found[1], found[3], found[4]


def each_once():
    numbers = [number for number, _, _ in requirements()]
    wanted = list(required())
    yield from (f"{SECURITY}: {number} stands there twice" for number in sorted({one for one in numbers if numbers.count(one) > 1}))
    yield from (f"{SECURITY}: {number} is missing" for number in wanted if number not in numbers)
    yield from (f"{SECURITY}: {number} is no requirement of level 2" for number in numbers if number not in wanted)


def has_name(path, name):
    """A test of GoogleTest, a function of Python or of the shell."""
    text = path.read_text(encoding="utf-8")
    form = {".cpp": rf"^TEST(_[FP])?\(\w+, {name}\)", ".py": rf"^def {name}\("}.get(path.suffix, rf"^{name}\(\)")
    return re.search(form, text, re.MULTILINE)


def unproved():
    """What a line claims, it proves; what is missing, it says."""
    for number, state, proof in requirements():
        at = f"{SECURITY}: {number}"
        if state not in STATES:
            yield f"{at}: '{state}' is no state"
        proofs = 0
        for word, name in re.findall(r"`([^`]+)`(?: `(\w+)`)?", proof):
            if not re.fullmatch(r"test|\.ci/run|(tests|src|web|docs|fuzz|packaging|scripts)/\S+", word):
                continue
            proofs += word == "test" or word.startswith("tests/")
            if not (ROOT / word).is_file():
                yield f"{at}: {word} does not exist"
            elif name and not has_name(ROOT / word, name):
                yield f"{at}: {word} has no {name}"
        if state in ("met", "in part") and not proofs:
            yield f"{at}: {state}, and names no test"
        if state in ("in part", "gap") and "To close: " not in proof:
            yield f"{at}: {state}, and does not say what would close it"
        if state not in ("in part", "gap") and "To close: " in proof:
            yield f"{at}: {state}, and yet to be closed"


def miscounted():
    counted = {f"V{chapter}": dict.fromkeys(STATES, 0) for chapter in range(1, 15)}
    counted["all"] = dict.fromkeys(STATES, 0)
    for number, state, _ in requirements():
        for row in (f"V{number.split('.')[0]}", "all"):
            counted[row][state] = counted[row].get(state, 0) + 1
    told = {cells[1].strip(): [cell.strip() for cell in cells[2:-1]] for line in text_of(SECURITY).splitlines()
            if len(cells := line.split("|")) == len(STATES) + 4}
    for row, states in counted.items():
        wanted = [str(states[state]) for state in STATES] + [str(sum(states.values()))]
        if told.get(row) != wanted:
            yield f"{SECURITY}: the row {row} should be | {' | '.join(wanted)} |"


def main():
    register_ids = [f"`{name}`" for name in ids_in(text_of("packs/china/registers/**/*.yaml"))]
    rules = [
        ("links", broken_links()),
        ("open questions", unanswered()),
        ("registers in the glossary", unnamed("register", register_ids, 3)),
        ("units in the glossary", unnamed("unit", names_in(text_of(f"{PLAN}/units.yaml", f"{PLAN}/bodies.yaml")), 1)),
        ("areas in the glossary", unnamed("area", names_in(text_of(f"{PLAN}/areas.yaml")), 1)),
        ("each security requirement once", each_once()),
        ("security claims", unproved()),
        ("the count of security requirements", miscounted()),
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
