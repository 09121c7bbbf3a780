"""Backups: made while four people write through the API, put back, proved; damaged, doubled and unfinished ones. Both stores."""
import hashlib
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from desk import PACK, PASSWORD, Browser, Server, checks
from support import Cluster, SHIAN, must, must_json, shian

BOOKS = "/api/v1/registers/complaint/records"
WRITERS = 4


class Desk:
    """A store with a server and four officers who are signed in."""

    def __init__(self, store):
        self.store = store
        must("init", "--store", store, "--pack", PACK)
        passwords = [must("account", "--store", store, f"officer{n}", "--role", "unit_officer", "--unit", "U20").strip() for n in range(WRITERS)]
        self.server = Server(store)
        self.people = []
        for number, password in enumerate(passwords):
            person = Browser(self.server.port)
            person.sign_in(f"officer{number}", password)
            person.ask("PUT", "/api/v1/session/password", {"old": password, "new": PASSWORD})
            self.people.append(person)

    def write_until(self, stop):
        """Each enters one record after another: what was acknowledged, and when."""
        acknowledged = []

        def write(number):
            count = 0
            while not stop.is_set():
                count += 1
                values = {"complaint_no": f"B-{number}-{count}", "kind": "举报", "area": "柳市", "unit": "U20", "received_on": "2022-08-01"}
                status = self.people[number].ask("POST", BOOKS, {"values": values})[0]
                acknowledged.append((time.time(), status))

        threads = [threading.Thread(target=write, args=[number]) for number in range(WRITERS)]
        for thread in threads:
            thread.start()
        return threads, acknowledged


def chain_of(store, cluster):
    """{entry: hash} of a store's journal, read without the program."""
    if store.startswith("sqlite:"):
        books = sqlite3.connect(store.removeprefix("sqlite:"))
        rows = books.execute("SELECT seq, lower(hex(hash)) FROM shian_journal").fetchall()
        books.close()
        return dict(rows)
    name = store.split("///")[1].split("?")[0]
    out = subprocess.run([f"{cluster.bin}/psql", "-X", "-At", "-h", cluster.folder, "-U", "postgres", name, "-c",
                          "SELECT seq, encode(hash, 'hex') FROM shian_journal"], capture_output=True, text=True, check=True, cwd="/").stdout
    return {int(line.split("|")[0]): line.split("|")[1] for line in out.split()}


def while_they_write(desk, folder, fresh, cluster):
    proof = os.path.join(folder, "证据.txt")
    with open(proof, "w", encoding="utf-8") as out:
        out.write("现场照片的说明\n" * 1000)
    evidence = must("evidence", "--store", desk.store, proof, "--as", "U20").strip()
    stop = threading.Event()
    threads, acknowledged = desk.write_until(stop)
    into = os.path.join(folder, "backups")
    made = []
    for _ in range(3):
        time.sleep(0.7)
        began = time.time()
        made.append(must_json("backup", "--store", desk.store, "--to", into))
        made[-1]["during"] = sum(began <= at <= time.time() for at, _ in acknowledged)
        time.sleep(0.5)
    stop.set()
    for thread in threads:
        thread.join()
    checks.equal({status for _, status in acknowledged}, {201}, "every record that was entered meanwhile was kept")
    checks.that(any(one["during"] for one in made), "they wrote on while the backup was made")
    checks.equal(len({one["folder"] for one in made}), 3, "each in a folder of its own")
    entries = [one["last_entry"] for one in made]
    checks.that(entries == sorted(set(entries)), f"each holds more than the one before: {entries}")
    chain = chain_of(desk.store, cluster)
    for number, one in enumerate(made):
        checks.equal(one["chain_end"], chain[one["last_entry"]], "the manifest's hash is the journal's at that entry")
        there = fresh(f"restored{number}")
        code, out, err = shian("restore", "--store", there, "--from", one["folder"])
        checks.equal(code, 0, f"put back and verified: {out} {err}")
        checks.that("全部相符" in out, "verify says so")
        told = must_json("verify", "--store", there)
        checks.equal((told["journal_entries"], told["chain_end"]), (one["last_entry"], one["chain_end"]), "to the entry it was made at")
        checks.equal(told["records"], one["last_entry"], "as many records as were entered by then")
    checks.that(evidence in os.listdir(os.path.join(made[0]["folder"], "files", evidence[:2])), "the evidence file is in it")
    last = must_json("backup", "--store", desk.store, "--to", into)
    there = fresh("same")
    must("restore", "--store", there, "--from", last["folder"])
    boards = [must_json("board", "--store", store, "--as-of", "2022-09-30", "--all-areas") for store in (desk.store, there)]
    checks.equal(boards[0], boards[1], "every figure of the board is the same")
    checks.equal(os.stat(last["folder"]).st_mode & 0o077, 0, "nobody else can look into it")
    return last["folder"]


def in_the_place_of_another(desk, backup, fresh):
    code, _, err = shian("restore", "--store", desk.store, "--from", backup)
    checks.that(code == 1 and "--replace" in err, f"a store that exists is left alone: {code} {err}")
    code, _, err = shian("restore", "--store", desk.store, "--from", backup, "--replace")
    checks.that(code == 3 and "systemctl stop shian" in err, f"and so is one that is served: {code} {err}")
    checks.equal(desk.people[0].ask("GET", BOOKS)[0], 200, "its server goes on")
    desk.people[0].ask("POST", BOOKS, {"values": {"complaint_no": "LATER", "kind": "举报", "area": "柳市", "unit": "U20", "received_on": "2022-08-01"}})
    checks.equal(desk.server.stop(), 0, "stopped")
    before = json.load(open(os.path.join(backup, "manifest.json")))["journal"]["last_entry"]
    checks.equal(must_json("verify", "--store", desk.store)["journal_entries"], before + 1, "one more entry than the backup")
    code, out, err = shian("restore", "--store", desk.store, "--from", backup, "--replace")
    checks.equal(code, 0, f"in the place of the other: {out} {err}")
    checks.equal(must_json("verify", "--store", desk.store)["journal_entries"], before, "the later entry is gone with the store it was in")
    code, _, err = shian("upgrade", "--store", desk.store)
    checks.equal(code, 0, f"an upgrade of what is up to date changes nothing: {err}")
    checks.equal(must_json("verify", "--store", desk.store)["ok"], True, "and the books hold")


def damaged(backup, fresh, folder):
    manifest = json.load(open(os.path.join(backup, "manifest.json")))
    for number, name in enumerate([manifest["database"]["name"], manifest["evidence"][0]["name"], "manifest.json"]):
        copy = os.path.join(folder, f"damaged{number}")
        shutil.copytree(backup, copy)
        path = os.path.join(copy, name)
        with open(path, "r+b") as file:
            file.seek(os.path.getsize(path) // 2)
            byte = file.read(1)
            file.seek(-1, 1)
            file.write(bytes([byte[0] ^ 0x11]))
        there = fresh(f"from_damaged{number}")
        code, _, err = shian("restore", "--store", there, "--from", copy)
        checks.that(code == 1 and "损坏" in err, f"a backup with a changed {name} is refused: {code} {err}")
        checks.that(shian("verify", "--store", there)[0] != 0, "and nothing was made of it")
        os.remove(path)
        checks.equal(shian("restore", "--store", there, "--from", copy)[0], 1, f"without {name} too")
    copy = os.path.join(folder, "leading_out")
    shutil.copytree(backup, copy)
    manifest["evidence"][0]["name"] = "../../etc/passwd"
    json.dump(manifest, open(os.path.join(copy, "manifest.json"), "w"))
    checks.equal(shian("restore", "--store", fresh("led_out"), "--from", copy)[0], 1, "a name that leads out of the folder is refused")
    checks.equal(shian("restore", "--store", fresh("nothing"), "--from", folder)[0], 1, "a folder that is no backup")


def altered_security_journal(backup, folder):
    """A backup holds what the store held: also an entry that somebody changed there."""
    copy = os.path.join(folder, "altered_journal")
    shutil.copytree(backup, copy)
    path = os.path.join(copy, "manifest.json")
    manifest = json.load(open(path))
    if "pgdump" in manifest["database"]["name"]:
        return
    database = os.path.join(copy, manifest["database"]["name"])
    books = sqlite3.connect(database)
    checks.equal(books.execute("UPDATE shian_security_journal SET account = 'somebody' WHERE seq = 1").rowcount, 1, "an entry to change")
    books.commit()
    books.close()
    manifest["database"] |= {"bytes": os.path.getsize(database), "sha256": hashlib.sha256(open(database, "rb").read()).hexdigest()}
    json.dump(manifest, open(path, "w"))
    code, out, err = shian("restore", "--store", f"sqlite:{folder}/altered.db", "--from", copy)
    checks.that(code == 1 and "安全日志" in out, f"the security journal's chain is proved, too: {code} {out} {err}")


def lost_evidence(store, folder, files):
    into = os.path.join(folder, "with_loss")
    hash = next(name for _, _, names in os.walk(files) for name in names)
    path = os.path.join(files, hash[:2], hash)
    os.rename(path, path + ".away")
    code, out, err = shian("backup", "--store", store, "--to", into, "--json")
    checks.that(code == 1 and json.loads(out)["lost"] == [hash], f"a lost evidence file is told, the rest is kept: {code} {out} {err}")
    os.rename(path + ".away", path)


def old_ones(store, folder):
    into = os.path.join(folder, "rotation")
    os.makedirs(os.path.join(into, ".unfinished-shian-20200101-000000-1"))
    os.makedirs(os.path.join(into, "shian-of-somebody"))
    names = []
    for _ in range(3):
        names.append(os.path.basename(must("backup", "--store", store, "--to", into, "--keep", 2).strip()))
        time.sleep(1.1)
    checks.equal(sorted(os.listdir(into)), sorted(names[1:] + ["shian-of-somebody"]),
                 "the newest two stay, what was broken off goes, what is no backup stays")


def killed(store, folder):
    into = os.path.join(folder, "killed")
    for number in range(15):
        running = subprocess.Popen([SHIAN, "backup", "--store", store, "--to", into], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(number * 0.004)
        running.kill()
        running.wait()
    whole = [name for name in os.listdir(into) if name.startswith("shian-")]
    checks.that(all(os.path.exists(os.path.join(into, name, "manifest.json")) for name in whole), f"what has a name is whole, whenever it was killed: {whole}")
    time.sleep(1.1)
    must("backup", "--store", store, "--to", into, "--keep", 1)
    checks.equal(len(os.listdir(into)), 1, "what was broken off goes with the next")


def as_root(backup, folder):
    """What root puts back belongs to the service, as its folder does."""
    if os.geteuid() != 0 or "pgdump" in json.load(open(os.path.join(backup, "manifest.json")))["database"]["name"]:
        return
    place = os.path.join(folder, "of_the_service")
    os.makedirs(place)
    shutil.chown(place, "nobody", "nogroup")
    owner = os.stat(place).st_uid
    must("restore", "--store", f"sqlite:{place}/city.db", "--from", backup)
    made = [os.path.join(at, name) for at, folders, names in os.walk(place) for name in folders + names]
    checks.that(len(made) > 3 and all(os.stat(path).st_uid == owner for path in made), f"root leaves nothing of its own behind: {made}")


def full_disk(store, folder):
    into = os.path.join(folder, "small")
    limited = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    ignoring = ["python3", "-c", "import os,signal,sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"]
    done = subprocess.run([*ignoring, SHIAN, "backup", "--store", store, "--to", into], capture_output=True, text=True, preexec_fn=limited)
    checks.equal(done.returncode, 3, f"no room for the file: {done.stderr}")
    checks.equal(os.listdir(into), [], "nothing half is left")
    small = os.path.join(folder, "tmpfs")
    os.makedirs(small)
    if os.geteuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", small], capture_output=True).returncode == 0:
        try:
            code, _, err = shian("backup", "--store", store, "--to", small)
            checks.that(code == 3 and ("磁盘" in err or "No space" in err), f"a full disk: {code} {err}")
            checks.equal(os.listdir(small), [], "nothing half is left on it")
        finally:
            subprocess.run(["umount", small], check=True)
    checks.equal(must_json("verify", "--store", store)["ok"], True, "the store is untouched")


def examine(store, fresh, cluster, folder, files):
    desk = Desk(store)
    try:
        backup = while_they_write(desk, folder, fresh, cluster)
        in_the_place_of_another(desk, backup, fresh)
    finally:
        if desk.server.process.poll() is None:
            desk.server.stop()
    damaged(backup, fresh, folder)
    altered_security_journal(backup, folder)
    lost_evidence(store, folder, files)
    old_ones(store, folder)
    killed(store, folder)
    as_root(backup, folder)
    full_disk(store, folder)


def main():
    with tempfile.TemporaryDirectory(prefix="shian-backup-") as folder:
        examine(f"sqlite:{folder}/city.db", lambda name: f"sqlite:{folder}/{name}.db", None, folder, f"{folder}/city.db.files")
    if os.environ.get("SHIAN_WITHOUT_POSTGRESQL") == "1":
        print("PostgreSQL is left out: SHIAN_WITHOUT_POSTGRESQL=1")
        return
    cluster = Cluster()
    try:
        with tempfile.TemporaryDirectory(prefix="shian-backup-") as folder:
            os.environ["SHIAN_FILES"] = f"{folder}/evidence"
            examine(cluster.database("city"), cluster.database, cluster, folder, f"{folder}/evidence")
    finally:
        cluster.stop()


main()
checks.close()
