#!/usr/bin/env python3
"""The house keeps its order: a room includes and links only rooms that stand below it.

Also: no path of one machine, no vague file names, a README in every room, code as clang-format leaves it.
Every rule first proves, on a small house with faults planted in it, that it can fail.

    check_includes.py [--self-test]      exit 0 all hold, 1 something does not; ends with 'N passed, N failed'
"""

import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# The one place that says what stands on what. A room may include what it names here and all that stands below
# that. Wings of one floor (intake, indicator, simulate; trace, lab, watch) do not name each other.
STANDS_ON = {
    "base": [],
    "store": ["base"],
    "pack": ["base"],
    "clock": ["pack"],
    "expression": ["clock"],
    "register": ["expression", "store"],
    "intake": ["register"],
    "material": ["intake"],
    "indicator": ["register"],
    "simulate": ["clock"],
    "city": ["indicator"],
    "signs": ["city", "material"],
    "survey": ["city"],
    "trace": ["city"],
    "lab": ["city"],
    "watch": ["city"],
    "supervise": ["city", "trace", "lab", "watch"],
    "report": ["supervise", "intake"],
    "document": ["report"],
    "dossier": ["document"],
    "http": ["base"],
    "mail": ["base"],
    "identity": ["register", "mail"],  # accounts have mail addresses
    "api": ["dossier", "identity", "http", "signs", "survey"],
    "cli": ["api", "simulate"],
}

CODE = (".cpp", ".hpp")
SHOWN = 20  # findings of one rule
CLANG_FORMAT_MAJOR = "14"  # Debian 12's; other versions lay out some lines otherwise

# Spelled in pieces: this file obeys its own rules.
MACHINE_PATHS = re.compile(r"(?:^|[^A-Za-z0-9_.])/(?:" + "wo" + "rk|fa" + "rm)/|/tm" + r"p/l(?![A-Za-z0-9_.-])")
VAGUE_NAMES = re.compile("ut" + "ils|man" + "ager", re.IGNORECASE)


def below(room):
    """Every room that `room` may include, itself left out."""
    found, waiting = set(), list(STANDS_ON[room])
    while waiting:
        lower = waiting.pop()
        if lower not in found:
            found.add(lower)
            waiting.extend(STANDS_ON[lower])
    return found


def code_files(folder):
    return sorted(path for path in folder.rglob("*") if path.suffix in CODE and path.is_file())


def rooms_of(root):
    """Folders of src that hold code: {name: files}."""
    folders = sorted(path for path in (root / "src").iterdir() if path.is_dir())
    return {folder.name: files for folder in folders if (files := code_files(folder))}


def project_files(root):
    """What belongs to the project: what git knows or would add, else everything but build folders."""
    if (root / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                                capture_output=True, check=True).stdout.decode()
        return sorted(path for name in listed.split("\0") if name and (path := root / name).is_file())
    skipped = {".git", "build", "node_modules", "__pycache__"}
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in skipped]
        found.extend(pathlib.Path(folder) / name for name in names)
    return sorted(found)


INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


def includes(path):
    """(line, opening bracket, what) of each include."""
    text = path.read_text(encoding="utf-8")
    return [(text.count("\n", 0, found.start()) + 1, found[1], found[2]) for found in INCLUDE.finditer(text)]


def included_rooms(files):
    return {what.split("/")[0] for path in files for _, bracket, what in includes(path) if bracket == '"' and "/" in what}


def check_includes(root, room, files):
    allowed = below(room) | {room}
    for path in files:
        for line, bracket, what in includes(path):
            where = f"{path.relative_to(root)}:{line}"
            other = what.split("/")[0]
            if bracket == "<":
                if "/" in what and other in STANDS_ON and (root / "src" / what).is_file():
                    yield f'{where}: a room\'s header is included with quotes: "{what}"'
            elif "/" not in what or what.startswith("."):
                yield f'{where}: "{what}" does not name its room: write "{room}/{pathlib.PurePath(what).name}"'
            elif other not in STANDS_ON:
                yield f'{where}: "{what}": no room "{other}" in STANDS_ON'
            elif not (root / "src" / what).is_file():
                yield f'{where}: "{what}" does not exist'
            elif other not in allowed:
                yield f'{where}: "{what}": {room} may include only {", ".join(sorted(below(room))) or "nothing"}'


def links_of(root):
    """{room: rooms it links directly}, read from src/CMakeLists.txt."""
    text = re.sub(r"#.*", "", (root / "src/CMakeLists.txt").read_text(encoding="utf-8"))
    links = {}
    for room, arguments in re.findall(r"\bshian_room\s*\(\s*(\w+)\s*([^)]*)\)", text):
        links[room] = set(re.findall(r"\bshian_(\w+)", arguments))
    for arguments in re.findall(r"\btarget_link_libraries\s*\(\s*shian\s+([^)]*)\)", text):
        links.setdefault("cli", set()).update(re.findall(r"\bshian_(\w+)", arguments))
    return links


def linked_from(room, rooms, links):
    """`room` and every room that linking it brings along."""
    found, waiting = {room}, [room]
    while waiting:
        for lower in links.get(waiting.pop(), ()):
            if lower in rooms and lower not in found:
                found.add(lower)
                waiting.append(lower)
    return found


def check_links(room, files, rooms, links):
    if room not in links:
        yield f"src/CMakeLists.txt: the room {room} has sources and no target"
        return
    included = included_rooms(files) & below(room)
    for other in sorted(links[room] - {"options"}):
        if other not in below(room):
            yield f"src/CMakeLists.txt: {room} links {other}, which does not stand below it"
        elif other in rooms and not included & linked_from(other, rooms, links):
            yield f"src/CMakeLists.txt: {room} links {other} and includes nothing that comes with it"
    for other in sorted(included - linked_from(room, rooms, links)):
        yield f"src/CMakeLists.txt: {room} includes {other} and does not link it"


def check_order(root, rooms):
    for room in STANDS_ON:
        if room in below(room):
            yield f"STANDS_ON: {room} stands on itself"
    for room in rooms:
        if room not in STANDS_ON:
            yield f"src/{room}: not in STANDS_ON (tests/architecture/check_includes.py): say what it stands on"


def check_readmes(root, rooms):
    for room in rooms:
        readme = root / "src" / room / "README.md"
        if not readme.is_file() or not readme.read_text(encoding="utf-8").strip():
            yield f"src/{room}/README.md: missing: what the room owns, its public header, its invariants"


def check_paths(root, files):
    for path in files:
        data = path.read_bytes()
        if b"\0" in data[:8000]:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if MACHINE_PATHS.search(line):
                yield f"{path.relative_to(root)}:{number}: a path of one machine"


def check_names(root, files):
    for path in files:
        name = path.relative_to(root)
        if VAGUE_NAMES.search(str(name)):
            yield f"{name}: the name says nothing about what is inside"


def clang_format_version():
    if not shutil.which("clang-format"):
        return None
    found = re.search(r"version (\d+)", subprocess.run(["clang-format", "--version"], capture_output=True, text=True).stdout)
    return found[1] if found else None


def check_format(root):
    files = [str(path) for folder in ("src", "tests", "bench", "fuzz") if (root / folder).is_dir()
             for path in code_files(root / folder)]

    def run(batch):
        return subprocess.run(["clang-format", "--dry-run", "-Werror", *batch], capture_output=True, text=True, cwd=root)

    batches = [files[start:start + 12] for start in range(0, len(files), 12)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for result in pool.map(run, batches):
            untidy = sorted(set(re.findall(r"^(.+?):\d+:\d+: error:", result.stderr, re.MULTILINE)))
            yield from (f"{os.path.relpath(name, root)}: not as clang-format leaves it" for name in untidy)
            if result.returncode != 0 and not untidy:
                yield f"clang-format: {result.stderr.strip()[:400]}"


def examine(root, with_format):
    """Every rule with what breaks it: [(rule, [finding])]."""
    rooms, files = rooms_of(root), project_files(root)
    known = {room: sources for room, sources in rooms.items() if room in STANDS_ON}
    links = links_of(root)
    rules = [("the order of the rooms", list(check_order(root, rooms)))]
    for room, sources in known.items():
        rules.append((f"includes of {room}", list(check_includes(root, room, sources))))
        rules.append((f"links of {room}", list(check_links(room, sources, rooms, links))))
    rules.append(("a README in every room", list(check_readmes(root, rooms))))
    rules.append(("no path of one machine", list(check_paths(root, files))))
    rules.append(("names that say something", list(check_names(root, files))))
    if with_format:
        rules.append(("clang-format", list(check_format(root))))
    return rules


# ---------------------------------------------------------------- the self-test

SOUND_HOUSE = {
    "src/CMakeLists.txt": "shian_room(base LINKS fmt::fmt)\n"
                          "shian_room(pack LINKS shian_base)  # not shian_cli\n"
                          "shian_room(store LINKS shian_base)\n"
                          "shian_room(clock LINKS shian_pack)\n"
                          "target_link_libraries(shian PRIVATE shian_clock\n  shian_store)\n",
    "src/base/README.md": "base\n", "src/base/day.hpp": "struct Day {};\n",
    "src/pack/README.md": "pack\n", "src/pack/model.hpp": '#include <string>\n\n#include "base/day.hpp"\n',
    "src/store/README.md": "store\n", "src/store/session.hpp": '#include "base/day.hpp"\n',
    "src/clock/README.md": "clock\n", "src/clock/due.cpp": '#include "base/day.hpp"\n#include "pack/model.hpp"\n',
    "src/cli/README.md": "cli\n", "src/cli/main.cpp": '#include "clock/due.hpp"\n#include "store/session.hpp"\n',
    "src/clock/due.hpp": "int due();\n",
}

# (what is planted, {path: text or None to take it away}, the rule that must fail, words of the finding)
PLANTED = [
    ("an upward include", {"src/base/day.cpp": '#include "clock/due.hpp"\n'}, "includes of base", "src/base/day.cpp:1"),
    ("a sideways include", {"src/store/a.cpp": '\n#include "pack/model.hpp"\n'}, "includes of store", "src/store/a.cpp:2"),
    ("an include of a room nobody knows", {"src/pack/a.cpp": '#include "attic/a.hpp"\n'}, "includes of pack", "attic"),
    ("an include without its room", {"src/pack/a.cpp": '#include "model.hpp"\n'}, "includes of pack", "pack/model.hpp"),
    ("an include through the parent folder", {"src/pack/a.cpp": '#include "../base/day.hpp"\n'}, "includes of pack", "../base"),
    ("a room's header in angle brackets", {"src/base/a.cpp": "#include <clock/due.hpp>\n"}, "includes of base", "with quotes"),
    ("an include of nothing", {"src/pack/a.cpp": '#include "base/gone.hpp"\n'}, "includes of pack", "does not exist"),
    ("a link upward", {"src/CMakeLists.txt": SOUND_HOUSE["src/CMakeLists.txt"].replace("fmt::fmt", "shian_clock")},
     "links of base", "base links clock"),
    ("an include without a link", {"src/CMakeLists.txt": SOUND_HOUSE["src/CMakeLists.txt"].replace("LINKS shian_pack", "LINKS fmt::fmt")},
     "links of clock", "clock includes base and does not link it"),
    ("a link without an include", {"src/store/session.hpp": "struct Session;\n"}, "links of store", "store links base"),
    ("a room without a target", {"src/CMakeLists.txt": SOUND_HOUSE["src/CMakeLists.txt"].replace("shian_room(store", "room(store")},
     "links of store", "no target"),
    ("a room outside the order", {"src/attic/a.cpp": "int a;\n", "src/attic/README.md": "attic\n"},
     "the order of the rooms", "src/attic"),
    ("a room without a README", {"src/pack/README.md": None}, "a README in every room", "src/pack/README.md"),
    ("an empty README", {"src/pack/README.md": "\n"}, "a README in every room", "src/pack/README.md"),
    ("a path of one machine", {"docs/a.md": "see /wo" + "rk/shared/plan\n"}, "no path of one machine", "docs/a.md:1"),
    ("a scratch path", {"run": "#!/bin/sh\ncd /tm" + "p/l\n"}, "no path of one machine", "run:2"),
    ("a vague name", {"src/base/string_ut" + "ils.hpp": "int a();\n"}, "names that say something", "src/base/string_"),
    ("another vague name", {"src/base/DayMan" + "ager.hpp": "int a();\n"}, "names that say something", "src/base/Day"),
]
PLANTED_UNTIDY = ("untidy code", {"src/base/a.cpp": "int   a( ){return 1 ;}\n"}, "clang-format", "src/base/a.cpp")


def build_house(root, changes):
    for name, text in {**SOUND_HOUSE, **changes}.items():
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def self_test(with_format):
    """[(what was planted, [what went wrong])]"""
    results = []
    for title, changes, rule, words in [("a sound house", {}, None, None), *PLANTED, *([PLANTED_UNTIDY] if with_format else [])]:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            build_house(root, changes)
            findings = {name: found for name, found in examine(root, with_format) if found}
        wrong = []
        if rule is None:
            wrong = [f"unexpected: {text}" for found in findings.values() for text in found]
        elif not any(words in text for text in findings.get(rule, [])):
            wrong = [f"not found by the rule '{rule}'; findings: {findings}"]
        elif set(findings) != {rule}:
            wrong = [f"found by other rules too: {findings}"]
        results.append((f"self-test: {title}", wrong))
    return results


def main(arguments):
    if arguments not in ([], ["--self-test"]):
        print(__doc__, file=sys.stderr)
        return 2
    root = pathlib.Path(__file__).resolve().parents[2]
    version = clang_format_version()
    with_format = version == CLANG_FORMAT_MAJOR
    if not with_format:
        print(f"clang-format {CLANG_FORMAT_MAJOR} is not here (found: {version or 'none'}): the layout of the code is not checked")
    results = self_test(with_format)
    if not arguments:
        results += examine(root, with_format)
    for title, findings in results:
        for finding in findings[:SHOWN]:
            print(f"FAILED {title}: {finding}")
        if len(findings) > SHOWN:
            print(f"FAILED {title}: and {len(findings) - SHOWN} more")
    failed = sum(1 for _, findings in results if findings)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
