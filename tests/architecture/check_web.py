#!/usr/bin/env python3
"""The screens run no text as code, keep nothing in the browser but language and columns, ask for no sensor, and load nothing
from elsewhere.

    check_web.py      exit 0 all hold, 1 something does not; ends with 'N passed, N failed'
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MADE = {"web/src/components.d.ts", "web/src/api/schema.d.ts"}  # by programs; types alone
# What may keep something, and under which names: the language, and which columns of a register are shown.
KEEPING = {"web/src/words/index.ts": {"kStored"}, "web/src/screens/registers/list/columns.ts": {"keyOf(register)", "keyOf(register.id)"}}
EXAMPLES = re.compile(r"https?://[\w.-]*\bexample\b[\w./#-]*")  # reserved names that lead nowhere (RFC 2606)
SVG = "http://www.w3.org/"  # names of vocabularies, never fetched

# Name of the rule, what must not stand in the screens, files that may.
RULES = [
    ("no text becomes HTML", r"v-html|\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment", ()),
    ("no text becomes code", r"\beval\s*\(|new\s+Function\b|\b(setTimeout|setInterval)\s*\(\s*['\"`]|javascript:", ()),
    ("nothing is kept in the browser", r"\blocalStorage\b|\bsessionStorage\b|\bindexedDB\b|document\.cookie|\bcaches\.", tuple(KEEPING)),
    ("no sensor is asked for", r"navigator\.(geolocation|mediaDevices|contacts|bluetooth|usb|serial)|getUserMedia", ()),
]


def screens():
    files = [ROOT / "web/index.html", *sorted((ROOT / "web/src").rglob("*"))]
    for path in files:
        name = str(path.relative_to(ROOT))
        if path.suffix in (".ts", ".vue", ".css", ".html") and name not in MADE:
            yield name, path.read_text(encoding="utf-8").splitlines()


def broken(pattern, allowed):
    for name, lines in screens():
        if name in allowed:
            continue
        for number, line in enumerate(lines, 1):
            if found := re.search(pattern, line):
                yield f"{name}:{number}: {found[0]}"


def from_elsewhere():
    for name, lines in screens():
        for number, line in enumerate(lines, 1):
            for address in re.findall(r"(?:https?:)?//[a-zA-Z0-9][\w.-]*\.[a-z]{2,}[\w./#-]*", re.sub(r"(^|\s)//\s.*", "", line)):
                if not EXAMPLES.match(address) and not address.startswith(SVG):
                    yield f"{name}:{number}: {address}"


def other_than_named():
    for name, names in KEEPING.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        kept = set(re.findall(r"localStorage\.\w+\(\s*([\w.]+(?:\([\w.]*\))?)", text))
        if not kept <= names or re.search(r"sessionStorage|indexedDB|document\.cookie|localStorage\s*\[", text):
            yield f"{name}: keeps {sorted(kept)}, should be {sorted(names)} alone"


def main():
    rules = [(title, broken(pattern, allowed)) for title, pattern, allowed in RULES]
    rules += [("what is kept is named", other_than_named()), ("nothing comes from elsewhere", from_elsewhere())]
    failed = 0
    if len(list(screens())) < 10:
        rules.append(("the screens are found", ["web/src: hardly a file"]))
    for title, findings in rules:
        findings = list(findings)
        failed += bool(findings)
        for finding in findings:
            print(f"FAILED {title}: {finding}")
    print(f"{len(rules) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
