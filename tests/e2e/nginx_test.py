"""Debian's nginx in front, with the configuration that docs/operations.md prints: TLS, the client's address, live events, uploads."""
import hashlib
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from desk import PACK, PASSWORD, Browser, Server, checks
from support import ROOT, must

UPLOAD = 50 << 20
TRUST = ssl.create_default_context()
CLIENT = "127.0.0.5"  # an address of this machine that is no trusted proxy's
BOOKS = "/api/v1/registers/complaint/records"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def certificate(folder):
    pem, key = os.path.join(folder, "fullchain.pem"), os.path.join(folder, "privkey.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", pem], check=True, capture_output=True)
    TRUST.load_verify_locations(pem)
    return pem, key


class Nginx:
    """The documented configuration with this test's ports and files, as a process without privileges."""

    def __init__(self, folder, backend):
        text = open(os.path.join(ROOT, "docs/operations.md"), encoding="utf-8").read()
        documented = re.search(r"```nginx\n(.*?)```", text, re.DOTALL)[1]
        pem, key = certificate(folder)
        self.plain, self.port = free_port(), free_port()
        for old, new in (("127.0.0.1:8022", f"127.0.0.1:{backend}"), ("listen 80;", f"listen 127.0.0.1:{self.plain};"),
                         ("listen 443 ", f"listen 127.0.0.1:{self.port} "), ("/etc/shian/fullchain.pem", pem), ("/etc/shian/privkey.pem", key)):
            checks.that(old in documented, f"the documentation has {old}")
            documented = documented.replace(old, new)
        configuration = os.path.join(folder, "nginx.conf")
        places = "".join(f"  {name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        with open(configuration, "w", encoding="utf-8") as out:
            out.write(f"pid {folder}/pid;\nerror_log {folder}/error.log;\ndaemon off;\nevents {{}}\nhttp {{\n  access_log off;\n{places}{documented}}}\n")
        as_user = []
        if os.geteuid() == 0:
            as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
            for path in (folder, pem, key, configuration):
                shutil.chown(path, "nobody", "nogroup")
        self.process = subprocess.Popen([*as_user, "/usr/sbin/nginx", "-e", f"{folder}/error.log", "-p", folder, "-c", configuration], stderr=subprocess.DEVNULL)
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError(open(f"{folder}/error.log").read())

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


def through(nginx, server):
    """Somebody at another address than the proxy's, by TLS."""
    browser = Browser(server.port)
    browser.connection = http.client.HTTPSConnection("localhost", nginx.port, timeout=30, context=TRUST, source_address=(CLIENT, 0))
    return browser


def sign_in(nginx, server, passwords):
    plain = http.client.HTTPConnection("127.0.0.1", nginx.plain, timeout=10)
    plain.request("GET", "/board")
    answer = plain.getresponse()
    checks.equal((answer.status, answer.headers["Location"].split(":")[0]), (301, "https"), "plain HTTP leads to HTTPS")
    people = {}
    for account, password in passwords.items():
        person = people[account] = through(nginx, server)
        status, _, headers = person.sign_in(account, password)
        checks.equal(status, 201, f"{account} signs in through TLS")
        cookie = headers["Set-Cookie"]
        checks.that(all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=Strict")), f"the cookie is for HTTPS only: {cookie}")
        checks.that(cookie.startswith("__Host-shian=") and "Path=/;" in cookie and "Domain" not in cookie, f"and for this very host: {cookie}")
        checks.that("max-age" in headers["Strict-Transport-Security"], "and so is the name from now on")
        checks.equal(person.ask("PUT", "/api/v1/session/password", {"old": password, "new": PASSWORD})[0], 204, "the password is changed")
    return people


def peers_of(people):
    return [entry["peer"] for entry in people["audit"].ask("GET", "/api/v1/journal?kind=sign_in")[1]["entries"]]


def whose_address(people, nginx, server):
    checks.equal(set(peers_of(people)), {CLIENT}, "the journal has the client's address, not the proxy's")
    liar = through(nginx, server)
    liar.ask("POST", "/api/v1/session", {"account": "officer", "password": PASSWORD}, X_Forwarded_For="192.0.2.1", Forwarded="for=192.0.2.1")
    checks.that("192.0.2.1" not in peers_of(people), "what a client writes about himself does not count through nginx")
    direct = Browser(server.port)
    direct.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20, source_address=("127.0.0.9", 0))
    status, _, headers = direct.ask("POST", "/api/v1/session", {"account": "officer", "password": PASSWORD}, X_Forwarded_For="192.0.2.2", X_Forwarded_Proto="https")
    checks.equal(status, 201, "somebody comes without the proxy")
    peers = peers_of(people)
    checks.that("192.0.2.2" not in peers and "127.0.0.9" in peers, f"he is known by his own address: {peers}")
    checks.that("Secure" not in headers["Set-Cookie"], "and cannot say that he came by HTTPS")


def look(nginx, folder):
    """What anybody sees of nginx, and the way to it."""
    connection = http.client.HTTPSConnection("localhost", nginx.port, timeout=20, context=TRUST)
    connection.request("GET", "/api/v1/welcome")
    headers = connection.getresponse().headers
    checks.equal(headers["Server"], "nginx", "no version is told")
    checks.equal(headers.get_all("Strict-Transport-Security"), ["max-age=31536000"], "by TLS only, told once")
    certificate_file = os.path.join(folder, "fullchain.pem")

    def speaks(*options):
        told = subprocess.run(["openssl", "s_client", "-connect", f"localhost:{nginx.port}", "-CAfile", certificate_file, "-verify_return_error", *options],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True)
        return told.returncode == 0 and "Cipher is (NONE)" not in told.stdout

    checks.that(speaks("-tls1_3") and speaks("-tls1_2"), "TLS 1.3 and 1.2")
    checks.that(not speaks("-tls1_1", "-cipher", "ALL@SECLEVEL=0"), "nothing older")
    for weak in ("AES128-SHA", "AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-SHA256"):
        checks.that(not speaks("-tls1_2", "-cipher", weak), f"not {weak}")


def metrics(nginx, server):
    proxied = http.client.HTTPSConnection("localhost", nginx.port, timeout=20, context=TRUST)
    proxied.request("GET", "/metrics")
    checks.equal(proxied.getresponse().status, 404, "/metrics is not reachable through nginx")
    direct = Browser(server.port)
    checks.equal(direct.ask("GET", "/metrics")[0], 200, "it is on the machine itself")
    checks.equal(direct.ask("GET", "/metrics", X_Forwarded_For="192.0.2.1")[0], 404, "but not by a proxy without that rule")


def live(people, nginx):
    listener = http.client.HTTPSConnection("localhost", nginx.port, timeout=20, context=TRUST)
    listener.request("GET", "/api/v1/events", headers={"Cookie": people["officer"].cookie})
    stream = listener.getresponse()
    checks.equal((stream.status, stream.headers["Content-Type"].split(";")[0]), (200, "text/event-stream"), "live events through TLS")
    for number in range(3):
        began = time.time()
        values = {"complaint_no": f"N-{number}", "kind": "举报", "area": "柳市", "received_on": "2022-08-01"}
        checks.equal(people["officer"].ask("POST", BOOKS, {"values": values})[0], 201, "a record is entered")
        line = stream.readline()
        while b'"complaint"' not in line:
            line = stream.readline()
        checks.that(time.time() - began < 1, f"it is told at once, after {time.time() - began:.2f} s")
    listener.close()


def upload(people, nginx, folder, uploads):
    """50 MB, as evidence; half way, the server has what was sent, and nginx has kept nothing back."""
    person = people["officer"]
    values = {"inspection_no": "N-1", "area": "柳市", "inspected_on": "2022-09-01"}
    status, made, headers = person.ask("POST", "/api/v1/registers/inspection/records", {"values": values})
    checks.equal(status, 201, f"a record to hold it: {made}")
    where = headers["Location"] + "/files/evidence"
    connection = http.client.HTTPSConnection("localhost", nginx.port, timeout=60, context=TRUST, source_address=(CLIENT, 0))
    connection.putrequest("PUT", where + "?name=large.pdf&reason=upload")
    for name, value in (("Cookie", person.cookie), ("X-Shian-CSRF", person.csrf), ("If-Match", headers["ETag"]), ("Content-Type", "application/pdf"), ("Content-Length", str(UPLOAD))):
        connection.putheader(name, value)
    connection.endheaders()
    block = b"%PDF-1.7\n" + os.urandom((1 << 20) - 9)
    for _ in range(25):
        connection.send(block)
    sizes = lambda place: sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(place) for name in names)
    deadline = time.time() + 10
    while sizes(uploads) < 24 << 20 and time.time() < deadline:
        time.sleep(0.05)
    checks.that(sizes(uploads) >= 24 << 20, f"half way, half of it has arrived: {sizes(uploads)}")
    checks.equal(sizes(os.path.join(folder, "client_body")), 0, "nginx keeps nothing back")
    for _ in range(25):
        connection.send(block)
    answer = connection.getresponse()
    text = answer.read()
    checks.equal(answer.status, 200, f"50 MB are kept: {text[:300]}")
    connection.request("GET", where, headers={"Cookie": person.cookie})
    answer = connection.getresponse()
    checks.equal((answer.status, hashlib.sha256(answer.read()).hexdigest()), (200, hashlib.sha256(block * 50).hexdigest()), "and come back whole")


def main():
    if not os.path.exists("/usr/sbin/nginx"):
        checks.that(False, "nginx is not installed: scripts/setup test")
        return
    with tempfile.TemporaryDirectory(prefix="shian-nginx-") as folder:
        uploads = os.path.join(folder, "uploads")
        os.makedirs(uploads)
        store = f"sqlite:{folder}/city.db"
        must("init", "--store", store, "--pack", PACK)
        passwords = {"officer": must("account", "--store", store, "officer", "--role", "unit_officer", "--unit", "U20").strip(),
                     "audit": must("account", "--store", store, "audit", "--role", "audit_admin").strip()}
        os.environ["TMPDIR"] = uploads
        server = Server(store)
        del os.environ["TMPDIR"]
        place = os.path.join(folder, "nginx")
        os.makedirs(place)
        os.chmod(folder, 0o755)
        nginx = Nginx(place, server.port)
        try:
            people = sign_in(nginx, server, passwords)
            whose_address(people, nginx, server)
            look(nginx, place)
            metrics(nginx, server)
            live(people, nginx)
            upload(people, nginx, place, uploads)
        finally:
            nginx.stop()
            checks.equal(server.stop(), 0, "the server stops as asked")


main()
checks.close()
