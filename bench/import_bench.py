"""Import of N rows of the register `sample` into SQLite and PostgreSQL - validated, journaled, cells right, durable -
against sqlite3's .import and COPY of the same file into a bare table. Usage: import_bench.py [N]"""
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../tests/e2e/lib"))
from support import Cluster, ROOT, SHIAN, must


def timed(command, **options):
    start = time.time()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **options)
    return time.time() - start


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    cluster = Cluster()
    with tempfile.TemporaryDirectory(prefix="shian-bench-") as folder:
        os.chmod(folder, 0o755)
        sheet = os.path.join(folder, "samples.csv")
        timed([sys.executable, os.path.join(HERE, "make_samples.py"), str(rows), sheet])
        columns = "a text primary key, b text, c text, d text, e text, f text, g text, h text, i text, j text, k text, l text"
        results = []
        for name, store in (("SQLite", f"sqlite:{folder}/city.db"), ("PostgreSQL", cluster.database("city"))):
            must("init", "--store", store, "--pack", os.path.join(ROOT, "packs/yueqing"))
            log = os.path.join(folder, "usage")
            took = timed(["/usr/bin/time", "-o", log, "-f", "%M", SHIAN, "import", "--store", store, "sample", sheet, "--as", "U23"])
            memory = int(open(log).read().split()[-1]) // 1024
            if name == "SQLite":
                bare = timed(["sqlite3", f"{folder}/bare.db", f"CREATE TABLE t ({columns})", ".mode csv", f".import --skip 1 {sheet} t"])
            else:
                bare = timed([f"{cluster.bin}/psql", "-X", "-q", "-h", cluster.folder, "-U", "postgres", "city", "-c",
                              f"CREATE TABLE t ({columns})", "-c", f"\\copy t from '{sheet}' csv header"], cwd="/")
            results.append((name, rows / took, rows / bare, memory))
        print(f"{'store':<12}{'rows/s':>12}{'bare rows/s':>14}{'ratio':>8}{'MB':>6}")
        for name, ours, bare, memory in results:
            print(f"{name:<12}{ours:>12,.0f}{bare:>14,.0f}{ours / bare:>8.2f}{memory:>6}")
    cluster.stop()


main()
