"""The server as a service: settings from a file, faults told with their line, what systemd is told, the log."""
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from desk import checks
from support import Cluster, ROOT, SHIAN, must, shian

SETTINGS = """# 食安 settings
store = "sqlite:{folder}/city.db"

[serve]
address = "127.0.0.1"
port = 0
log = true
trusted-proxy = ["127.0.0.1", "::1"]

[backup]
to = "{folder}/backups"
keep = 2
"""


def write(folder, text):
    path = os.path.join(folder, "shian.conf")
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    return path


def faults(folder, settings):
    for old, new, *words in (
            ("port = 0", "prot = 0", "6: ", "prot", "port?"), ("[backup]", "[bakcup]", "10: ", "did you mean backup?"),
            ("store = ", "stroe = ", "2: ", "store?"), ("port = 0", "port = \"many\"", "port"),
            (f'"sqlite:{folder}/city.db"', '"postgresql://u:secret@h/d"', "2: ", "passfile="),
            (f'"sqlite:{folder}/city.db"', '"postgresql://u@h/d?password=secret"', "2: ", "passfile="),
            (f'"sqlite:{folder}/city.db"', '"city.db"', "sqlite:city.db")):
        code, out, err = shian("serve", "--config", write(folder, settings.replace(old, new)))
        checks.equal(code, 2, f"{new} is wrong: {err}")
        checks.that(all(word in err for word in words), f"{new} is told so that it can be mended: {err}")
        checks.that("secret" not in err.replace("passfile", ""), f"no secret is repeated: {err}")
    checks.equal(shian("serve", "--config", os.path.join(folder, "none.conf"))[0], 2, "a file that is not there")


def served(folder, settings):
    path = write(folder, settings)
    told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    told.bind(os.path.join(folder, "notify"))
    told.settimeout(20)
    with tempfile.TemporaryFile("w+") as log:
        environment = {**os.environ, "NOTIFY_SOCKET": os.path.join(folder, "notify"), "WATCHDOG_USEC": "900000",
                       "JOURNAL_STREAM": f"{os.fstat(log.fileno()).st_dev}:{os.fstat(log.fileno()).st_ino}"}
        server = subprocess.Popen([SHIAN, "serve", "--config", path], stdout=subprocess.PIPE, stderr=log, text=True, env=environment)
        address = server.stdout.readline().strip()
        checks.that(told.recv(1000).startswith(b"READY=1"), "systemd is told when it serves")
        checks.equal(urllib.request.urlopen(address + "readyz", timeout=10).status, 200, "and it does")
        for _ in range(3):
            checks.equal(told.recv(1000), b"WATCHDOG=1", "that it lives on, again and again")
        server.send_signal(signal.SIGTERM)
        told_last = told.recv(1000)
        while told_last == b"WATCHDOG=1":
            told_last = told.recv(1000)
        checks.equal(told_last, b"STOPPING=1", "and that it stops")
        checks.equal(server.wait(20), 0, "it stops as asked")
        log.seek(0)
        lines = [line for line in log.read().splitlines() if line.startswith("<")]
    checks.that(lines and all(line.startswith("<6>{") for line in lines), f"the journal gets priorities: {lines}")
    entry = json.loads(lines[0][3:])
    checks.equal((entry["level"], entry["path"], entry["status"]), ("info", "/readyz", 200), "and one JSON object a request")


def other_commands(folder, settings):
    path = write(folder, settings)
    for _ in range(2):
        must("backup", "--config", path)
        subprocess.run(["sleep", "1.1"], check=True)
    checks.equal(len(os.listdir(os.path.join(folder, "backups"))), 2, "a backup as the file says")
    checks.equal(shian("board", "--config", path)[0], 0, "the store is for every command")
    other = f"sqlite:{folder}/other.db"
    must("init", "--store", other, "--pack", os.path.join(ROOT, "tests/packs/elmwood"))
    code, out, _ = shian("board", "--config", path, "--store", other, "--json")
    checks.that(code == 0 and "Elmwood" in out, f"what the command line says goes first: {out[:200]}")


def on_postgresql(folder):
    """Evidence of a store on a database server lies where the settings say."""
    cluster = Cluster()
    try:
        store = cluster.database("city")
        path = write(folder, f'store = "{store}"\nfiles = "{folder}/evidence"\n')
        must("init", "--config", path, "--pack", os.path.join(ROOT, "packs/yueqing"))
        hash = must("evidence", "--config", path, path, "--as", "U20").strip()
        checks.that(os.path.exists(os.path.join(folder, "evidence", hash[:2], hash)), "the evidence is in the folder named")
        checks.equal(json.loads(must("verify", "--config", path, "--json"))["damaged_files"], [], "and found there")
    finally:
        cluster.stop()


def main():
    with tempfile.TemporaryDirectory(prefix="shian-service-") as folder:
        settings = SETTINGS.format(folder=folder)
        must("init", "--store", f"sqlite:{folder}/city.db", "--pack", os.path.join(ROOT, "packs/yueqing"))
        faults(folder, settings)
        served(folder, settings)
        other_commands(folder, settings)
        if os.environ.get("SHIAN_WITHOUT_POSTGRESQL") == "1":
            print("PostgreSQL is left out: SHIAN_WITHOUT_POSTGRESQL=1")
        else:
            on_postgresql(folder)


main()
checks.close()
