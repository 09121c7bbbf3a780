"""The Debian package in a clean Debian: installed with what it depends on, served, backed up, upgraded, rolled back, purged.

Needs root and a mirror for the clean root; where there is none, says so and tests the unpacked package instead.
"""
import contextlib
import glob
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from desk import PASSWORD, Browser, checks
from support import ROOT

NEWER = "0.1.1"
SETTINGS = "/etc/shian/shian.conf"
DATA = "/var/lib/shian"


def mirror():
    """The Debian mirror that this machine's apt uses."""
    for path in ["/etc/apt/sources.list", *sorted(glob.glob("/etc/apt/sources.list.d/*"))]:
        with contextlib.suppress(OSError):
            for address in re.findall(r"^(?:URIs:\s*|deb\s+(?:\[.*?\]\s+)?)(https?://\S+)", open(path).read(), re.MULTILINE):
                if address.rstrip("/").endswith("/debian"):
                    return address
    return "http://deb.debian.org/debian"


def clean_root(folder):
    """A minimal Debian, or None with the reason printed."""
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        print("skipped the clean root: it needs root and debootstrap; the unpacked package is tested instead")
        return None
    root = os.path.join(folder, "root")
    try:
        made = subprocess.run(["debootstrap", "--variant=minbase", "--include=adduser", "bookworm", root, mirror()], capture_output=True, text=True, timeout=150)
        reason = made.stdout[-200:] if made.returncode else None
    except subprocess.TimeoutExpired:
        reason = "no answer in time"
    if not reason and subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode:
        reason = "no mount namespaces"
    if reason:
        print(f"skipped the clean root: debootstrap did not succeed ({reason.strip()}); the unpacked package is tested instead")
        return None
    shutil.copy("/etc/resolv.conf", os.path.join(root, "etc/resolv.conf"))
    with contextlib.suppress(FileNotFoundError):
        for proxy in glob.glob("/etc/apt/apt.conf.d/*proxy*"):
            shutil.copy(proxy, os.path.join(root, "etc/apt/apt.conf.d"))
    return root


class Place:
    """Commands in a root of their own; each sees /proc and leaves no mount behind."""

    def __init__(self, root):
        self.root = root

    def command(self, *arguments):
        inside = 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"'
        return ["unshare", "--mount", "sh", "-c", inside, self.root, *arguments]

    def run(self, *arguments, code=0, timeout=120):
        done = subprocess.run(self.command(*arguments), capture_output=True, text=True, timeout=timeout,
                              env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"})
        if code is not None:
            checks.equal(done.returncode, code, f"{' '.join(arguments)}: {done.stdout[-600:]} {done.stderr[-900:]}")
        return done

    def as_shian(self, *arguments, **options):
        return self.run("runuser", "-u", "shian", "--", *arguments, **options)

    def path(self, inside):
        return self.root + inside


class Service:
    """The unit's own ExecStart line, run as its User."""

    def __init__(self, place):
        unit = open(place.path("/lib/systemd/system/shian.service")).read()
        line = re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE)[1].split()
        user = re.search(r"^User=(.*)$", unit, re.MULTILINE)[1]
        self.process = subprocess.Popen(
            place.command("setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", "--no-new-privs", "env", f"TMPDIR={DATA}/uploads", *line),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        _, messages = self.process.communicate(timeout=20)
        return self.process.returncode, messages


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def choose_port(settings):
    port = free_port()
    text = open(settings, encoding="utf-8").read()
    with open(settings, "w", encoding="utf-8") as out:
        out.write(text.replace("port = 8022", f"port = {port}", 1))
    return port


def newer_package(package, folder):
    """The same with a higher version, as the next release will be."""
    inside = os.path.join(folder, "newer")
    subprocess.run(["dpkg-deb", "-R", package, inside], check=True)
    for name, old, new in (("control", r"^Version: .*$", f"Version: {NEWER}"), ("postinst", r"gt 0\.1\.0;", f"gt {NEWER};")):
        path = os.path.join(inside, "DEBIAN", name)
        text, changed = re.subn(old, new, open(path).read(), flags=re.MULTILINE)
        checks.equal(changed, 1, f"{name} names its version once")
        with open(path, "w") as out:
            out.write(text)
    made = os.path.join(folder, f"shian_{NEWER}_amd64.deb")
    subprocess.run(["dpkg-deb", "--root-owner-group", "-b", inside, made], check=True, stdout=subprocess.DEVNULL)
    return made


def first_day(port, password):
    office = Browser(port)
    checks.equal(office.sign_in("office", password)[0], 201, "the first account signs in")
    checks.equal(office.ask("PUT", "/api/v1/session/password", {"old": password, "new": PASSWORD})[0], 204, "and chooses a password")
    status, board, _ = office.ask("GET", "/api/v1/board?as_of=2022-09-30")
    checks.equal((status, len(board["targets"])), (200, 52), "the board answers")
    return office


def enter(browser, number):
    values = {"complaint_no": number, "kind": "举报", "area": "柳市", "received_on": "2022-08-01"}
    checks.equal(browser.ask("POST", "/api/v1/registers/complaint/records", {"values": values})[0], 201, f"{number} is entered")


def entries(browser):
    return sorted(record["name"] for record in browser.ask("GET", "/api/v1/registers/complaint/records")[1]["records"])


def has_screens(package):
    return "./usr/share/shian/web/index.html" in subprocess.run(["dpkg-deb", "-c", package], capture_output=True, text=True, check=True).stdout


def look_of_the_package(package):
    told = subprocess.run(["lintian", "--allow-root", "--fail-on", "error", package], capture_output=True, text=True)
    checks.equal(told.returncode, 0, f"lintian finds no error: {told.stdout} {told.stderr}")
    names = subprocess.run(["dpkg-deb", "-c", package], capture_output=True, text=True, check=True).stdout
    for name in ("./usr/bin/shian", "./usr/share/shian/packs/yueqing/pack.yaml", "./lib/systemd/system/shian.service", "./etc/shian/shian.conf",
                 "./usr/share/doc/shian/operations.md"):
        checks.that(name in names, f"{name} is in it")


def hardening(place):
    told = subprocess.run(["systemd-analyze", "security", "--offline=true", "--no-pager", place.path("/lib/systemd/system/shian.service")],
                          capture_output=True, text=True) if shutil.which("systemd-analyze") else None
    found = re.search(r"Overall exposure level.*?: ([\d.]+)", told.stdout) if told else None
    if found:
        checks.that(float(found[1]) <= 2.0, f"systemd's own measure of exposure: {found[0]}")


def in_a_clean_root(root, package, folder):
    place = Place(root)
    shutil.copy(package, place.path("/tmp"))
    installed = place.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", f"/tmp/{os.path.basename(package)}", timeout=150)
    checks.that("operations.md" in installed.stderr + installed.stdout, "it says what to do next")
    checks.that(os.path.islink(place.path("/etc/systemd/system/multi-user.target.wants/shian.service")), "the service is enabled")
    checks.that(os.path.islink(place.path("/etc/systemd/system/timers.target.wants/shian-backup.timer")), "and the nightly backup")
    checks.that(os.path.isfile(place.path("/lib/systemd/system/shian-digest.timer")), "the mail of the day can be turned on")
    checks.that(not os.path.lexists(place.path("/etc/systemd/system/timers.target.wants/shian-digest.timer")), "and is not")
    checks.equal(os.stat(place.path(SETTINGS)).st_mode & 0o777, 0o640, "the settings are not for everybody")
    hardening(place)

    port = choose_port(place.path(SETTINGS))
    place.as_shian("shian", "init", "--config", SETTINGS, "--pack", "/usr/share/shian/packs/yueqing")
    password = place.as_shian("shian", "account", "--config", SETTINGS, "office", "--role", "office").stdout.strip()
    service = Service(place)
    checks.equal(service.address, f"http://127.0.0.1:{port}/", "it serves where the settings say")
    office = first_day(port, password)
    enter(office, "BEFORE")
    if has_screens(package):
        checks.that("<html" in page(port), "the screens came with it")
    made = place.as_shian("shian", "backup", "--config", SETTINGS).stdout.strip()
    checks.that(made.startswith(f"{DATA}/backups/shian-"), f"a backup while it runs: {made}")
    checks.equal(service.stop()[0], 0, "it stops as asked")

    shutil.copy(newer_package(package, folder), place.path("/tmp"))
    upgraded = place.run("dpkg", "-i", f"/tmp/shian_{NEWER}_amd64.deb")
    kept = re.search(rf"{DATA}/backups/before-upgrade/shian-\S+", upgraded.stderr)
    checks.that(kept, f"a backup before the upgrade: {upgraded.stderr}")
    checks.that(f"port = {port}" in open(place.path(SETTINGS)).read(), "the settings are as they were")
    service = Service(place)
    office = Browser(port)
    office.sign_in("office", PASSWORD)
    checks.equal(entries(office), ["BEFORE"], "what was entered is there after the upgrade")
    enter(office, "AFTER")
    service.stop()

    # What the newer program's migration would leave: a step that the older one does not know.
    books = sqlite3.connect(place.path(f"{DATA}/shian.db"))
    books.execute("INSERT INTO shian_migration VALUES ('identity', 99, 'of the newer program', '2026-01-01T00:00:00.000Z')")
    books.commit()
    books.close()
    for path in glob.glob(place.path(f"{DATA}/shian.db*")):
        shutil.chown(path, *[os.stat(place.path(DATA)).st_uid, os.stat(place.path(DATA)).st_gid])
    back = place.run("dpkg", "-i", f"/tmp/{os.path.basename(package)}")
    checks.that("shian restore" in back.stderr, f"going back says what is to be done: {back.stderr}")
    refused = place.as_shian("shian", "serve", "--config", SETTINGS, code=3)
    checks.that("newer program" in refused.stderr, f"the older program leaves the newer one's store alone: {refused.stderr}")
    place.as_shian("shian", "restore", "--config", SETTINGS, "--from", kept[0] if kept else made, "--replace")
    service = Service(place)
    office = Browser(port)
    office.sign_in("office", PASSWORD)
    checks.equal(entries(office), ["BEFORE"], "rolled back to the moment before the upgrade")
    service.stop()

    place.run("dpkg", "--remove", "shian")
    checks.that(os.path.exists(place.path(f"{DATA}/shian.db")), "removing keeps the data")
    place.run("dpkg", "--purge", "shian")
    checks.that(os.path.exists(place.path(f"{DATA}/shian.db")) and not os.path.exists(place.path(SETTINGS)), "so does purging; the settings are gone")
    place.run("dpkg", "-i", f"/tmp/{os.path.basename(package)}")
    checks.equal(json.loads(place.as_shian("shian", "verify", "--config", SETTINGS, "--json").stdout)["ok"], True, "installed again, it finds them")
    open(place.path(f"{DATA}/delete-all-data"), "w").close()
    place.run("dpkg", "--purge", "shian")
    checks.that(not os.path.exists(place.path(DATA)), "purging deletes them where that was said")


def page(port):
    return urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).read().decode()


def unpacked(package, folder):
    """Without a clean root: the files where they were unpacked, the settings with their places."""
    root = os.path.join(folder, "unpacked")
    subprocess.run(["dpkg-deb", "-x", package, root], check=True)
    program, settings, data = root + "/usr/bin/shian", root + SETTINGS, os.path.join(folder, "data")
    os.makedirs(data)
    text = open(settings, encoding="utf-8").read().replace(DATA, data)
    with open(settings, "w", encoding="utf-8") as out:
        out.write(text)
    port = choose_port(settings)

    def shian(*arguments):
        done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=120)
        checks.equal(done.returncode, 0, f"{' '.join(arguments)}: {done.stderr}")
        return done.stdout.strip()

    shian("init", "--store", f"sqlite:{data}/shian.db", "--pack", root + "/usr/share/shian/packs/yueqing")
    password = shian("account", "--config", settings, "office", "--role", "office")
    unit = open(root + "/lib/systemd/system/shian.service").read()
    line = re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE)[1].replace("/usr/bin/shian", program).replace(SETTINGS, settings).split()
    server = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        checks.equal(server.stdout.readline().strip(), f"http://127.0.0.1:{port}/", "it serves where the settings say")
        office = first_day(port, password)
        enter(office, "BEFORE")
        made = shian("backup", "--config", settings)
        enter(office, "AFTER")
    finally:
        server.terminate()
    checks.equal(server.wait(20), 0, "it stops as asked")
    shian("upgrade", "--config", settings)
    shian("restore", "--config", settings, "--from", made, "--replace")
    checks.equal(json.loads(shian("verify", "--config", settings, "--json"))["journal_entries"], 1, "rolled back")


def main():
    made = subprocess.run([os.path.join(ROOT, "scripts/package")], capture_output=True, text=True, cwd=ROOT)
    if not checks.equal(made.returncode, 0, f"scripts/package: {made.stderr}"):
        return
    package = os.path.join(ROOT, made.stdout.strip().splitlines()[-1])
    look_of_the_package(package)
    with tempfile.TemporaryDirectory(prefix="shian-install-") as folder:
        os.chmod(folder, 0o755)
        root = clean_root(folder)
        if root:
            in_a_clean_root(root, package, folder)
        else:
            unpacked(package, folder)


main()
checks.close()
