"""What the end-to-end scripts share: running the program, counting checks, a PostgreSQL of their own."""
import datetime
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../.."))
SHIAN = os.environ.get("SHIAN", os.path.join(ROOT, "build/release/shian"))

TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()  # of the plan, whose zone is not this machine's


class Checks:
    """Counts what held; `close` prints the plain line and exits."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def that(self, holds, what):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED", what)
        return holds

    def equal(self, found, wanted, what):
        return self.that(found == wanted, f"{what}: found {found!r}, should be {wanted!r}")

    def close(self):
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed or not self.passed else 0)


def shian(*arguments, timeout=300, env=None):
    """Exit code, stdout, stderr."""
    done = subprocess.run([SHIAN, *map(str, arguments)], capture_output=True, text=True, timeout=timeout, env=env)
    return done.returncode, done.stdout, done.stderr


def must(*arguments, **options):
    code, out, err = shian(*arguments, **options)
    if code != 0:
        raise RuntimeError(f"shian {' '.join(map(str, arguments))}: exit {code}\n{out}\n{err}")
    return out


def must_json(*arguments, **options):
    return json.loads(must(*arguments, "--json", **options))


class Cluster:
    """A temporary PostgreSQL on a socket in its own folder, stopped and removed at the end."""

    def __init__(self):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
        if not found:
            raise RuntimeError("PostgreSQL's programs are missing: apt-get install postgresql-15")
        self.bin = os.path.dirname(found[-1])
        self.folder = tempfile.mkdtemp(prefix="shian-e2e-pg-")
        self.as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
        if self.as_user:
            shutil.chown(self.folder, "postgres", "postgres")
        data = os.path.join(self.folder, "data")
        self.run([f"{self.bin}/initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"])
        self.server = subprocess.Popen(
            self.as_user + [f"{self.bin}/postgres", "-D", data, "-k", self.folder, "-c", "listen_addresses=", "-c", "fsync=off"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
        for _ in range(100):
            ready = subprocess.run([f"{self.bin}/pg_isready", "-q", "-h", self.folder, "-U", "postgres"])
            if ready.returncode == 0:
                break
            time.sleep(0.1)

    def run(self, command):
        subprocess.run(self.as_user + command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/")

    def database(self, name):
        self.run([f"{self.bin}/createdb", "-h", self.folder, "-U", "postgres", name])
        return f"postgresql:///{name}?host={self.folder}&user=postgres"

    def stop(self):
        self.server.terminate()
        self.server.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)


def on_both_stores(story):
    """`story(store, folder, cluster)`: on SQLite with no cluster, then on PostgreSQL; evidence lies in the folder."""
    with tempfile.TemporaryDirectory(prefix="shian-e2e-") as folder:
        os.environ["SHIAN_FILES"] = f"{folder}/desk.db.files"  # where SQLite keeps them anyhow
        story(f"sqlite:{folder}/desk.db", folder, None)
        if os.environ.get("SHIAN_WITHOUT_POSTGRESQL") == "1":
            print("PostgreSQL is left out: SHIAN_WITHOUT_POSTGRESQL=1")
            return
        cluster = Cluster()
        try:
            story(cluster.database("desk"), folder, cluster)
        finally:
            cluster.stop()
