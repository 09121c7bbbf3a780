"""What scripts may rely on: exit codes, JSON that parses, errors that help, nothing half done after a fault."""
import csv
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from support import Checks, ROOT, SHIAN, must, must_json, shian

PACK = os.path.join(ROOT, "packs/yueqing")
ELMWOOD = os.path.join(ROOT, "tests/packs/elmwood")
checks = Checks()


def expect(code, arguments, *words, title=""):
    found, out, err = shian(*arguments)
    checks.equal(found, code, f"exit of {title or ' '.join(map(str, arguments))[:120]} ({err.strip()[:200]})")
    for word in words:
        checks.that(word in out + err, f"{title or arguments}: '{word}' is missing in: {(out + err)[:300]}")
    return out


def packs(folder):
    counts = must_json("pack", "check", PACK)["counts"]
    for name, wanted in dict(units=31, bodies=4, areas=25, tasks_annex2=34, targets=52, phases=4, systems=52, clocks=123).items():
        checks.equal(counts[name], wanted, f"pack check counts {name}")
    checks.that(counts["tasks"] >= 34, "pack check counts tasks")
    broken = os.path.join(folder, "broken")
    shutil.copytree(os.path.join(ROOT, "packs"), os.path.join(folder, "packs"))
    os.rename(os.path.join(folder, "packs"), broken)
    path = os.path.join(broken, "china/indicators/01-sampling.yaml")
    text = open(path, encoding="utf-8").read()
    open(path, "w", encoding="utf-8").write(text.replace('purpose == "评价性抽检"', 'purpose == "评价性抽捡"', 1))
    expect(1, ["pack", "check", os.path.join(broken, "yueqing")], "01-sampling.yaml:", "评价性抽捡", "评价性抽检", "^", title="an unknown option")
    expect(1, ["pack", "check", os.path.join(folder, "nowhere")], "pack.yaml", title="no pack there")


def ways(folder):
    """The diagrams of the documentation are those of the pack."""
    page = open(os.path.join(ROOT, "docs/lifecycles.md"), encoding="utf-8").read()
    checks.that(must("pack", "lifecycles", PACK) == page, "docs/lifecycles.md is as `shian pack lifecycles packs/yueqing` writes it")
    checks.that(page.count("stateDiagram-v2") > 40, "a state diagram for each register with a lifecycle")
    expect(1, ["pack", "lifecycles", os.path.join(folder, "nowhere")], "pack.yaml", title="no pack to draw")


def usage(folder):
    expect(0, ["--help"], "board")
    expect(0, ["import", "--help"], "--dry-run")
    expect(0, ["--version"])
    expect(2, ["board"])
    expect(2, ["boards"])
    expect(2, ["board", "--store", "nowhere"])
    expect(2, ["board", "--store", f"sqlite:{folder}/x.db", "--as-of", "2022-02-30"])
    expect(3, ["board", "--store", f"sqlite:{folder}/missing.db"], "missing.db")
    junk = os.path.join(folder, "junk.db")
    open(junk, "wb").write(os.urandom(8192))
    expect(3, ["board", "--store", "sqlite:" + junk])
    expect(3, ["board", "--store", "postgresql://nobody@127.0.0.1:1/none"])


def tables(folder):
    store = ["--store", f"sqlite:{folder}/city.db"]
    must("init", *store, "--pack", PACK)
    expect(1, ["import", *store, "operater", "x.csv"], "operator", title="a slip in a register's name")
    expect(1, ["import", *store, "operator", os.path.join(folder, "none.csv")], "none.csv")

    def sheet(name, content, mode="w"):
        path = os.path.join(folder, name)
        with open(path, mode, **({} if "b" in mode else {"encoding": "utf-8", "newline": ""})) as out:
            out.write(content)
        return path

    operators = sheet("主体.csv", "乐清市食品经营主体汇总表\n主体编号,单位名称,业态,所属镇街,开业日期\n"
                      "A1,甲店,小餐饮,柳市,2022.6.15\nA2,乙店,小餐馆,柳市镇,2022年6月16日\nA3,丙店,食杂店,石碣镇,2022-06-17\nA4,丁店,食杂店,虹桥镇,2022-13-01\n")
    expect(1, ["import", *store, "operator", operators, "--dry-run"], "试运行", title="a dry run")
    checks.equal(must_json("records", *store, "operator")["records"], [], "a dry run keeps nothing")
    errors = os.path.join(folder, "back.xlsx")
    code, out, _ = shian("import", *store, "operator", operators, "--errors", errors, "--json")
    done = json.loads(out)
    checks.equal((code, done["rows"], done["created"], done["refused"]), (1, 4, 1, 3), "good rows are in, the others go back")
    checks.that(os.path.getsize(errors) > 2000, "the returned rows are written")
    reasons = " ".join(r["zh"] for row in done["refused_rows"] for r in row["reasons"])
    for word in ("小餐馆", "石碣镇", "2022-13-01"):
        checks.that(word in reasons, f"the reason names {word}: {reasons}")
    fixed = sheet("主体2.csv", "主体编号,单位名称,业态,所属镇街\nA1,甲店,小餐饮,柳市镇\nA2,乙店,小餐饮,柳市镇\n")
    again = must_json("import", *store, "operator", fixed)
    checks.equal((again["created"], again["same"]), (1, 1), "a row that is there already changes nothing")
    checks.equal(must_json("import", *store, "operator", fixed)["known_file"], True, "the same file twice changes nothing")
    other = sheet("主体3.csv", "主体编号,单位名称,所属镇街\nA1,改名店,柳市镇\n")
    expect(1, ["import", *store, "operator", other], "甲店", "改名店", title="another value for a known key")
    checks.equal(must_json("import", *store, "operator", other, "--update")["corrected"], 1, "with --update it is a correction")
    expect(0, ["history", *store, "operator", "A1"], "甲店", "改名店")
    gb = sheet("gb.csv", "主体编号,单位名称,所属镇街\nB1,国标店,虹桥镇\n".encode("gb18030"), "wb")
    checks.equal(must_json("import", *store, "operator", gb)["created"], 1, "GB18030 is read")

    # Hostile and broken tables: refused with a word of help, nothing kept.
    count = lambda: len(must_json("records", *store, "operator", "--limit", "1000")["records"])
    before = count()
    for name, content in {
        "nul.csv": b"\xe4\xb8\xbb\xe4\xbd\x93\xe7\xbc\x96\xe5\x8f\xb7,\xe5\x90\x8d\xe7\xa7\xb0\nX1,a\x00b\n",
        "empty.csv": b"",
        "wide.csv": (",".join(["x"] * 10000) + "\n").encode(),
        "fake.xlsx": b"PK\x03\x04 not a zip at all",
        "noheader.csv": b"1,2,3\n4,5,6\n",
        "cut.csv": "主体编号,单位名称,所属镇街\nC1,\"没有收尾的引号,柳市镇\n".encode(),
        "bad.csv": b"\xff\xfe\xff\xfe\xff\xff\xff",
    }.items():
        expect(1, ["import", *store, "operator", sheet(name, content, "wb")], title=name)
    checks.equal(count(), before, "nothing of a hostile table is kept")

    # A template filled in is understood; an export comes back as it went.
    template = os.path.join(folder, "模板.xlsx")
    must("export", *store, "--template", "sample", "--out", template)
    checks.that(os.path.getsize(template) > 5000, "a template is written")
    out = os.path.join(folder, "导出.csv")
    must("export", *store, "operator", "--out", out)
    rows = list(csv.reader(open(out, encoding="utf-8-sig")))
    checks.that(any("改名店" in cell for row in rows for cell in row), "the export holds the corrected name")
    must("export", *store, "operator", "--out", os.path.join(folder, "导出.xlsx"))
    expect(1, ["withdraw", *store, "operator", "999", "--reason", "x"])
    expect(2, ["withdraw", *store, "operator", "A2"])
    expect(0, ["verify", *store])

    # Evidence: kept once by its hash, named by a record, found when somebody alters it.
    photo = sheet("photo.jpg", b"bytes of a picture", "wb")
    kept = expect(0, ["evidence", *store, photo]).strip()
    checks.equal(kept, expect(0, ["evidence", *store, photo]).strip(), "the same file twice is one file")
    expect(0, ["record", *store, "work_record", "matter=现场检查", f"evidence={kept}"])
    expect(0, ["verify", *store])
    inside = os.path.join(folder, "city.db.files", kept[:2], kept)
    os.chmod(inside, 0o644)
    open(inside, "wb").write(b"other bytes")
    expect(1, ["verify", *store], kept[:12], title="an altered evidence file")
    open(inside, "wb").write(b"bytes of a picture")

    # An altered record and a removed journal entry are found.
    shutil.copy(os.path.join(folder, "city.db"), os.path.join(folder, "altered.db"))
    connection = sqlite3.connect(os.path.join(folder, "altered.db"))
    connection.execute("UPDATE r_operator SET f_name = 'x' WHERE id = 1")
    connection.commit()
    connection.close()
    expect(1, ["verify", "--store", f"sqlite:{folder}/altered.db"], title="an altered record")
    shutil.copy(os.path.join(folder, "city.db"), os.path.join(folder, "cut.db"))
    connection = sqlite3.connect(os.path.join(folder, "cut.db"))
    connection.execute("DELETE FROM shian_journal WHERE seq = 2")
    connection.commit()
    connection.close()
    expect(1, ["verify", "--store", f"sqlite:{folder}/cut.db"], title="a removed journal entry")

    # So is an altered entry of the security journal: an account was made, and somebody says it was another's doing.
    must("account", *store, "office", "--role", "office")
    checks.equal((must_json("verify", *store)["ok"], must_json("verify", *store)["security_entries"]), (True, 1), "the security journal is proved, too")
    connection = sqlite3.connect(os.path.join(folder, "city.db"))
    connection.execute("UPDATE shian_security_journal SET account = 'somebody.else'")
    connection.commit()
    connection.close()
    expect(1, ["verify", *store], "安全日志自第 1 条起被改动", title="an altered entry of the security journal")


def any_city(folder):
    store = ["--store", f"sqlite:{folder}/elmwood.db"]
    must("init", *store, "--pack", ELMWOOD)
    board = must_json("board", *store, "--as-of", "2024-06-30")
    checks.that(len(board["targets"]) >= 4, "another city is another pack and no code")
    expect(1, ["init", *store, "--pack", PACK], "elmwood", title="a store belongs to one pack")


def law():
    expect(0, ["clock", "due", "--from", "2022-09-28", "--days", "7", "--unit", "working_day"], "2022-10-12")
    expect(0, ["clock", "due", "--from", "2022-01-28", "--days", "5", "--unit", "working_day"], "2022-02-09")
    expect(0, ["clock", "due", "--from", "2026-09-29", "--days", "7", "--unit", "working_day"], "2026-10-14")
    expect(0, ["clock", "explain", "--rule", "complaint.mediate", "--start", "2026-04-14", "--pack", PACK], "TS-MEDIATE-20")
    expect(0, ["clock", "explain", "--rule", "complaint.mediate", "--start", "2026-04-15", "--pack", PACK], "TS-MEDIATE-121", "2026-06-1")


def killed(folder):
    """SIGKILL at random moments: every acknowledged batch is there, no half batch, verify is clean."""
    dice = random.Random(5)
    path = os.path.join(folder, "killed.db")
    store = ["--store", "sqlite:" + path]
    must("init", *store, "--pack", PACK)
    acknowledged = {}
    rows = 1500
    pace = 0.25  # seconds; grows with each killed import and shrinks with each finished one, so that both happen on any machine
    for attempt in range(50):
        sheet = os.path.join(folder, f"k{attempt}.csv")
        with open(sheet, "w", encoding="utf-8") as out:
            out.write("主体编号,单位名称,业态,所属镇街,开业日期\n")
            out.writelines(f"K{attempt:02}{i:05},店{i},小餐饮,柳市镇,2022-01-0{1 + i % 9}\n" for i in range(rows))
        process = subprocess.Popen([SHIAN, "import", *store, "operator", sheet, "--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0.4, 1.6) * pace)
        process.send_signal(signal.SIGKILL)
        out, _ = process.communicate()
        if process.returncode == 0 or (out and out.rstrip().endswith(b"}")):
            acknowledged[attempt] = json.loads(out)["batch"]
            pace *= 0.85
        else:
            pace *= 1.15
    connection = sqlite3.connect(path)
    held = dict(connection.execute("SELECT batch, count(*) FROM r_operator GROUP BY batch"))
    listed = [row[0] for row in connection.execute("SELECT id FROM shian_batch")]
    connection.close()
    checks.that(all(n == rows for n in held.values()), f"no half batch: {held}")
    checks.equal(sorted(held), sorted(listed), "batches and their records")
    checks.that(set(acknowledged.values()) <= set(listed), "every acknowledged batch is there")
    checks.that(0 < len(listed) < 50, f"some were killed and some were not: {len(listed)} of 50 are in")
    checks.equal(shian("verify", *store)[0], 0, "verify after 50 kills")


def main():
    folder = tempfile.mkdtemp(prefix="shian-e2e-")
    try:
        packs(folder)
        ways(folder)
        usage(folder)
        tables(folder)
        any_city(folder)
        law()
        killed(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    checks.close()


if __name__ == "__main__":
    main()
