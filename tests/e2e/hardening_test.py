"""The program as it was built: what the linker put into it against code that comes in with data (ASVS 14.1.2)."""
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from support import SHIAN, Checks

checks = Checks()


def told(*command):
    return subprocess.run([*command, SHIAN], capture_output=True, text=True, check=True).stdout


def main():
    head, segments, dynamic = (told("readelf", "-W", option) for option in ("-h", "-l", "-d"))
    checks.that(re.search(r"Type:\s+DYN", head), "it is loaded at an address that nobody knows before (PIE)")
    stack = re.search(r"GNU_STACK.*", segments)
    checks.that(stack and "RWE" not in stack[0], f"its stack holds no code: {stack and stack[0]}")
    for line in segments.splitlines():
        if line.strip().startswith("LOAD"):
            checks.that("RWE" not in line, f"nothing can be both written and run: {line.strip()}")
    checks.that("GNU_RELRO" in segments and re.search(r"BIND_NOW|FLAGS.*\bNOW\b", dynamic), "its tables of functions cannot be rewritten (full RELRO)")
    checks.that(not re.search(r"R(UN)?PATH", dynamic), "it looks for libraries in the system's places only")
    checks.close()


main()
