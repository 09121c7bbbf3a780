"""For every target: `board --json`, a naive recomputation from the records, and `verify` agree, on SQLite and on
PostgreSQL, after random histories of create, correct, withdraw, import and undo."""
import csv
import io
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
import naive
from support import Checks, Cluster, ROOT, must, must_json, shian

PACK = os.path.join(ROOT, "packs/yueqing")
checks = Checks()


def calendar():
    """Days off and make-up workdays, read from the law pack's text."""
    text = open(os.path.join(ROOT, "packs/law/calendar.yaml"), encoding="utf-8").read()
    off, extra, into = set(), set(), None
    for line in text.splitlines():
        line = line.split("#")[0]
        if "holidays:" in line:
            into = off
        elif "extra_workdays:" in line:
            into = extra
        elif re.match(r"\s*(- )?(year|papers|source)", line):
            into = None
        if into is not None:
            into.update(naive.day(found) for found in re.findall(r"\d{4}-\d{2}-\d{2}", line))
    return off, extra


def plain(value):
    if value is None:
        return ""
    return str(value)


class Sqlite:
    def __init__(self, folder):
        self.path = os.path.join(folder, "city.db")
        self.address = "sqlite:" + self.path

    def rows(self, sql):
        connection = sqlite3.connect(self.path)
        connection.row_factory = sqlite3.Row
        found = [{key: plain(row[key]) for key in row.keys()} for row in connection.execute(sql)]
        connection.close()
        return found

    def tables(self):
        return [row["name"] for row in self.rows("SELECT name FROM sqlite_master WHERE type='table' AND name LIKE 'r\\_%' ESCAPE '\\'")]

    booleans = {"0": "false", "1": "true"}


class Postgresql:
    def __init__(self, cluster):
        self.cluster = cluster
        self.address = cluster.database("city")

    def rows(self, sql):
        done = subprocess.run([f"{self.cluster.bin}/psql", "-X", "-q", "-h", self.cluster.folder, "-U", "postgres", "city", "-c",
                               f"COPY ({sql}) TO STDOUT CSV HEADER"], capture_output=True, text=True, check=True, cwd="/")
        return list(csv.DictReader(io.StringIO(done.stdout)))

    def tables(self):
        return [row["table_name"] for row in self.rows(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name LIKE 'r\\_%'")]

    booleans = {"f": "false", "t": "true"}


def boolean_fields(pack_folder):
    found = {}
    for root, _, files in os.walk(os.path.join(pack_folder, "registers")):
        for name in files:
            register = None
            for line in open(os.path.join(root, name), encoding="utf-8"):
                head = re.match(r"  - id: (\w+)", line)
                if head:
                    register = head.group(1)
                field = re.match(r"\s+- \{id: (\w+),.*type: boolean", line)
                if field:
                    found.setdefault(register, set()).add(field.group(1))
    return found


BOOLEANS = boolean_fields(os.path.join(ROOT, "packs/china"))


def read_books(store, areas):
    registers = {}
    for table in store.tables():
        register = table[2:]
        rows = store.rows(f'SELECT * FROM "{table}" WHERE withdrawn = 0')
        made = []
        for row in rows:
            record = {"id": row["id"]}
            for key, value in row.items():
                if key.startswith("f_"):
                    if key[2:] in BOOLEANS.get(register, ()):
                        value = store.booleans.get(value, value)
                    record[key[2:]] = value
            made.append(record)
        registers[register] = made
    books = naive.Books(registers, calendar())
    books.areas = areas
    return books


def compare(store, as_of, label):
    board = must_json("board", "--store", store.address, "--as-of", as_of)
    found = naive.figures(read_books(store, [None] * 25), naive.day(as_of))
    seen = set()
    for target in board["targets"]:
        judged = target["judged_on"]
        expected = found if judged == as_of else naive.figures(read_books(store, [None] * 25), naive.day(judged))
        for part in target["parts"]:
            name = part["indicator"]
            if name in seen:
                continue
            seen.add(name)
            wanted = expected[name]
            for side in ("numerator", "denominator"):
                value = part[side]
                if value is None or (side == "denominator" and not wanted["denominator"]):
                    continue  # not known, or residents, or no denominator at all
                checks.that(abs(float(value) - wanted[side]) <= 1e-5 * max(1.0, abs(wanted[side])),
                            f"{label} {as_of} {target['id']} {name} {side}: board {value}, naive {wanted[side]}")
    checks.equal(len(board["targets"]), 52, f"{label} targets on the board")
    return board


def random_history(store, folder, dice):
    """Corrections, withdrawals, creations, a corrected re-import and an undo, through the program's own commands."""
    as_who = ["--store", store.address, "--as", "U23"]

    def some(register, where="1 = 1"):
        rows = store.rows(f'SELECT id FROM "r_{register}" WHERE withdrawn = 0 AND {where}')
        return dice.choice(rows)["id"]

    def day():
        return f"2022-{dice.randint(1, 9):02}-{dice.randint(1, 28):02}"

    moves = [
        lambda: ["correct", "sample", some("sample"), "retest_state=复检中", "final=", "concluded_on="],
        lambda: ["correct", "sample", some("sample", "f_report_on IS NOT NULL"), f"report_on={day()}", "concluded_on=", "final=", "sampled_on="],
        lambda: ["correct", "operator", some("operator"), f"area={dice.choice(['柳市镇', '虹桥镇', '北白象镇'])}"],
        lambda: ["correct", "operator", some("operator", "f_kind = '食品生产企业'"), f"stopped_on={day()}"],
        lambda: ["correct", "operator", some("operator", "f_kind = '食品小作坊'"), "key_maker=否"],
        lambda: ["correct", "complaint", some("complaint", "f_accepted_on IS NOT NULL"), "closed_on=2022-09-29"],
        lambda: ["correct", "canteen", some("canteen"), f"stopped_on={day()}"],
        lambda: ["correct", "regulator", some("regulator"), f"from_on={day()}", "until_on="],
        lambda: ["correct", "inspection", some("inspection"), "hygiene_pass=否"],
        lambda: ["correct", "sampling_plan", some("sampling_plan"), f"planned_batches={dice.randint(1, 40)}"],
        lambda: ["withdraw", "training_attendance", some("training_attendance")],
        lambda: ["withdraw", "inspection", some("inspection")],
        lambda: ["withdraw", "kitchen_waste", some("kitchen_waste")],
        lambda: ["withdraw", "complaint", some("complaint")],
        lambda: ["withdraw", "platform_shop", some("platform_shop")],
    ]
    done = 0
    for _ in range(24):
        command = dice.choice(moves)()
        code, _, err = shian(command[0], *as_who, "--reason", "核对后更正", *command[1:])
        checks.that(code in (0, 1), f"{command}: exit {code}: {err}")
        done += code == 0
    checks.that(done >= 8, f"only {done} of the random changes were taken")
    code, out, err = shian("record", *as_who, "incident", "incident_no=SG-X", "grade=重大", "occurred_on=2022-08-01")
    checks.equal(code, 0, "a major incident is entered: " + err)
    # The same sheet, changed: known rows are corrected, new ones come in; then the whole batch is undone.
    sheet = os.path.join(folder, "hotline.csv")
    with open(sheet, "w", encoding="utf-8") as out:
        out.write("日期,线路,进入排队数,人工接通数,短时挂断数\n2022-08-01,12345,100,50,0\n2022-08-02,12315,90,40,1\n2023-01-05,12345,9,9,0\n")
    imported = must_json("import", *as_who, "hotline_day", sheet, "--update")
    checks.equal((imported["created"], imported["corrected"]), (1, 2), "a changed sheet corrects and creates")
    compare(store, "2022-09-30", "after the import")
    must("undo", *as_who, str(imported["batch"]), "--reason", "错表")


def run(store, simulated, folder, seed):
    label = store.address.split(":")[0]
    must("init", "--store", store.address, "--pack", PACK)
    for line in open(os.path.join(simulated, "order.txt"), encoding="utf-8"):
        register, name = line.split()
        code, out, err = shian("import", "--store", store.address, register, os.path.join(simulated, name), "--as", "U23")
        checks.that(code in (0, 1), f"{label} import {register}: exit {code}: {err}")
    board = compare(store, "2022-09-30", label)
    checks.that(sum(t["state"] != "cannot_judge" for t in board["targets"]) >= 40, f"{label}: too few targets can be judged")
    for as_of in ("2022-03-31", "2022-06-17", "2023-02-01"):
        compare(store, as_of, label)
    random_history(store, folder, random.Random(seed))
    for as_of in ("2022-09-30", "2022-05-08"):
        compare(store, as_of, label + " after the history")
    code, out, err = shian("verify", "--store", store.address, "--json")
    checks.equal(code, 0, f"{label} verify: {out[:600]} {err[:300]}")
    return must_json("board", "--store", store.address, "--as-of", "2022-09-30")


def main():
    folder = tempfile.mkdtemp(prefix="shian-e2e-")
    cluster = Cluster()
    try:
        simulated = os.path.join(folder, "simulated")
        must("simulate", "--pack", PACK, "--out", simulated, "--seed", "3", "--scale", "0.05")
        run(Sqlite(folder), simulated, folder, 11)
        run(Postgresql(cluster), simulated, folder, 12)
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
    checks.close()


if __name__ == "__main__":
    main()
