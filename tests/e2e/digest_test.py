"""The day's work by mail: files, a mail server with and without TLS, what it refuses, doing it twice. Both stores."""
import email
import email.policy
import json
import os
import re
import socket
import stat
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from desk import PACK, checks
from smtp_sink import Sink
from support import must, must_json, on_both_stores, shian

DAY = "2022-09-30"
FROM = "shian@yueqing.gov.cn"
SECRET = "the sluice of Panshi 7!"
COMPLAINTS = """工单编号,类别,所属镇街,承办单位,收到日期,受理日期,投诉人
TS-1,投诉,柳市,U20,2022-06-01,2022-06-01,王小明
TS-2,投诉,柳市,U20,2022-06-02,2022-06-02,王小明
TS-3,投诉,虹桥,U21,2022-06-01,2022-06-01,李大海
"""
# account, options, what its digest tells of
PEOPLE = (
    ("office", ("--role", "office", "--email", "office@example.gov.cn"), ("TS-1", "TS-2", "TS-3")),
    ("u20.officer", ("--role", "unit_officer", "--unit", "U20", "--email", "u20@example.gov.cn", "--digest", "en"), ("TS-1", "TS-2")),
    ("liushi", ("--role", "town_officer", "--area", "柳市", "--email", "liushi@example.gov.cn"), ("TS-1", "TS-2")),
    ("u07.officer", ("--role", "unit_officer", "--unit", "U07", "--email", "u07@example.gov.cn"), None),  # nothing is late
    ("u21.officer", ("--role", "unit_officer", "--unit", "U21"), None),  # no address
    ("u21.leader", ("--role", "unit_leader", "--unit", "U21", "--email", "u21@example.gov.cn", "--digest", "none"), None),
    ("security", ("--role", "security_admin", "--email", "security@example.gov.cn"), None),  # no Today page
)
GET = tuple(account for account, _, told in PEOPLE if told)
ADDRESSES = sorted(options[options.index("--email") + 1] for account, options, told in PEOPLE if told)


def digest(store, *more):
    """Exit code, outcome by account, what was said."""
    code, out, err = shian("digest", "--store", store, "--on", DAY, "--json", *more)
    told = json.loads(out) if out else {"accounts": []}
    return code, {one["account"]: one["outcome"] for one in told["accounts"]}, out + err


def parsed(data):
    message = email.message_from_bytes(data, policy=email.policy.default)
    checks.equal([part.defects for part in message.walk()], [[]] * 3, "a message without defects, of two parts")
    return message, message.get_body(("plain",)).get_content(), message.get_body(("html",)).get_content()


def journal_lines(run_sql):
    return run_sql("SELECT what_zh FROM shian_security_journal WHERE kind = 'digest' ORDER BY seq")


def sql_of(store, cluster):
    if cluster is None:
        import sqlite3

        def ask(sql):
            with sqlite3.connect(store.removeprefix("sqlite:")) as books:
                return [row[0] for row in books.execute(sql)]
        return ask
    name = store.split("///")[1].split("?")[0]
    return lambda sql: subprocess.run([f"{cluster.bin}/psql", "-X", "-At", "-h", cluster.folder, "-U", "postgres", name, "-c", sql],
                                      capture_output=True, text=True, check=True, cwd="/").stdout.splitlines()


def addresses_of_accounts(store, into):
    for account, options, _ in PEOPLE:
        must("account", "--store", store, account, *options)
    for wrong in ("nobody", "a b@example.org", "a@b\nBcc: c@d", "张三@example.org"):
        code, _, err = shian("account", "--store", store, "u21.officer", "--email", wrong)
        checks.that(code == 1 and "邮箱" in err, f"no address: {wrong!r}: {code} {err}")
    checks.equal(shian("account", "--store", store, "u99.nobody", "--email", "a@b")[0], 1, "nor of an account that is not there")
    checks.equal(shian("account", "--store", store, "u21.officer", "--email", "a@b", "--unit", "U20")[0], 2, "a post is not moved along")
    checks.equal(shian("account", "--store", store, "u21.officer", "--digest", "daily")[0], 2, "there is no such wish")
    must("account", "--store", store, "u21.officer", "--email", "u21.officer@example.gov.cn")
    checks.equal(list(must_json("digest", "--store", store, "--on", DAY, "--account", "u21.officer", "--out", into)["accounts"][0]),
                 ["account", "outcome", "file"], "an address can be given later")
    must("account", "--store", store, "u21.officer", "--email", "")
    for account, why in (("u21.officer", "没有邮箱"), ("u21.leader", "不接收"), ("security", "今日"), ("nobody.here", "不存在")):
        code, _, err = shian("digest", "--store", store, "--account", account, "--out", into)
        checks.that(code == 1 and why in err, f"{account} gets none and is told why: {code} {err}")


def files(store, folder):
    into = os.path.join(folder, "out")
    code, outcomes, said = digest(store, "--out", into, "--desk-url", "https://shian.example.gov.cn/")
    checks.equal((code, outcomes), (0, {"office": "written", "u20.officer": "written", "liushi": "written", "u07.officer": "empty"}), f"who gets one: {said}")
    checks.equal(sorted(os.listdir(into)), sorted(f"{account}-{DAY}.eml" for account in GET), "a file an account")
    ids = set()
    for account, options, told in PEOPLE:
        if not told:
            continue
        data = open(os.path.join(into, f"{account}-{DAY}.eml"), "rb").read()
        checks.that(data.isascii() and b"\n" not in data.replace(b"\r\n", b""), "ASCII in lines that end in CRLF")
        message, plain, html = parsed(data)
        address = options[options.index("--email") + 1]
        is_english = "en" in options
        checks.equal((message["To"].addresses[0].addr_spec, message["Auto-Submitted"], message["Content-Language"]),
                     (address, "auto-generated", "en" if is_english else "zh-CN"), "its headers")
        checks.equal(message.get_content_type(), "multipart/alternative", "two forms of one")
        checks.equal(message["Date"].datetime.utcoffset().total_seconds(), 8 * 3600, "in the plan's zone")
        ids.add(message["Message-ID"])
        checks.that(("Late 2" if is_english else f"已超期 {len(told)} 项") in message["Subject"], f"the subject counts: {message['Subject']}")
        for text in (plain, html):
            checks.equal(sorted(set(re.findall(r"TS-\d", text))), sorted(told), f"{account} is told of its own")
            checks.that("2022-08-04" in text and "市场监督管理投诉举报处理暂行办法" in text, "with the last day and the law")
            checks.that("王小明" not in text and "李大海" not in text, "personal data is masked")
            checks.that("模拟" not in text, "records that are not simulated are not said to be")
        number = re.search(r"https://shian\.example\.gov\.cn(/registers/complaint/records/\d+)\r?\n", plain)
        checks.that(number and f'href="https://shian.example.gov.cn{number[1]}"' in html, "with a link to the record")
    checks.equal(len(ids), len(GET), "each has an id of its own")
    code, outcomes, _ = digest(store, "--out", os.path.join(folder, "all"), "--empty")
    checks.equal(outcomes["u07.officer"], "written", "one that is empty when that was asked")
    checks.that("没有待办" in parsed(open(os.path.join(folder, "all", f"u07.officer-{DAY}.eml"), "rb").read())[1], "says that there is nothing to do")
    for wrong in (("--out", into, "--desk-url", "javascript:alert(1)"), ("--out", into, "--from", "no address"), (),
                  ("--smtp", "smtp://127.0.0.1:25"), ("--smtp", "http://mail", "--from", FROM),
                  ("--smtp", "smtp://a:b@mail", "--from", FROM), ("--smtp", "smtp://mail", "--from", FROM, "--user", "u")):
        checks.equal(shian("digest", "--store", store, *wrong)[0], 2, f"wrong usage: {wrong}")


def sent(store, run_sql):
    with Sink() as sink:
        to = ("--smtp", f"smtp://127.0.0.1:{sink.port}", "--from", FROM)
        sink.refused = {"liushi@example.gov.cn": "550 5.1.1 <liushi@example.gov.cn>: no such mailbox here"}
        code, outcomes, said = digest(store, *to)
        checks.equal((code, outcomes), (1, {"office": "sent", "u20.officer": "sent", "liushi": "failed", "u07.officer": "empty"}), f"one bad recipient stops nobody: {said}")
        checks.that("账号 liushi：" in said and "550 5.1.1" in said and "no such mailbox here" in said, f"it is told with what the server said: {said}")
        checks.that("@example" not in said, "and without the address, as logs are read by others")
        checks.equal(sink.to(), ["office@example.gov.cn", "u20@example.gov.cn"], "the others have theirs")
        checks.equal({sender for sender, *_ in sink.messages}, {FROM}, "from whom was said")
        for _, recipient, data, *_ in sink.messages:
            message, plain, _ = parsed(data)
            checks.equal(message["To"].addresses[0].addr_spec, recipient, "to whom it says")
            checks.equal(message["From"].addresses[0].addr_spec, FROM, "from whom it says")
            checks.that("TS-1" in plain, "whole")
        sink.refused = {}
        code, outcomes, said = digest(store, *to)
        checks.equal((code, outcomes), (0, {"office": "already", "u20.officer": "already", "liushi": "sent", "u07.officer": "empty"}), f"a second run sends what failed: {said}")
        code, outcomes, _ = digest(store, *to)
        checks.equal((code, len(sink.messages)), (0, 3), "a third sends nothing")
        code, outcomes, _ = digest(store, *to, "--again", "--account", "office")
        checks.equal((code, outcomes, len(sink.messages)), (0, {"office": "sent"}, 4), "unless it is asked to, to one alone")
        code, out, _ = shian("digest", "--store", store, "--on", "2022-10-01", *to)
        checks.equal((code, len(sink.messages)), (0, 7), f"another day is another digest: {out}")
    rows = run_sql("SELECT account FROM shian_digest_sent WHERE day = '2022-09-30' ORDER BY account")
    checks.equal(rows, sorted(GET), "what was sent is noted")
    lines = journal_lines(run_sql)
    checks.that("已发送 2" in lines[-5] and "未送出 1" in lines[-5] and not any("@" in line for line in lines), f"a line in the security journal for each run: {lines}")


def out_of_reach(store):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code, outcomes, said = digest(store, "--again", "--smtp", f"smtp://127.0.0.1:{port}", "--from", FROM)
    checks.equal((code, [outcomes[account] for account in GET]), (1, ["failed"] * 3), f"nobody's is sent when no server is there: {said}")
    checks.equal(said.count("连不上邮件服务器"), 6, "each account is told, on the screen and in JSON")
    with Sink(greeting="554 go away") as sink:
        code, _, said = digest(store, "--again", "--smtp", f"smtp://127.0.0.1:{sink.port}", "--from", FROM)
        checks.that(code == 1 and "554 go away" in said and not sink.messages, f"a server that wants nobody: {said}")
    if store.startswith("sqlite:"):  # once is long enough
        with Sink(silent=True) as sink:
            code, outcomes, said = digest(store, "--again", "--smtp", f"smtp://127.0.0.1:{sink.port}", "--from", FROM)
            checks.that(code == 1 and "连不上" in said and sink.connections == 1, f"one that says nothing is waited for once: {code} {said}")


def unencrypted(store):
    """0.0.0.0 leads to this machine as well, and is not one of its own names."""
    with Sink() as sink:
        elsewhere = ("--again", "--smtp", f"smtp://0.0.0.0:{sink.port}", "--from", FROM)
        code, _, said = digest(store, *elsewhere)
        checks.that(code == 1 and "TLS" in said and "--smtp-plain" in said, f"off this machine nothing goes in the clear: {code} {said}")
        checks.that(not sink.messages and not any("MAIL" in line for line in sink.commands), "nothing was said to that server")
        checks.equal(sink.connections, 1, "which was asked once and not for each account")
        code, _, said = digest(store, *elsewhere, "--smtp-plain")
        checks.equal((code, sink.to()), (0, ADDRESSES), f"unless it is asked to: {said}")


def by_tls(store, folder):
    pem, key, secret = (os.path.join(folder, name) for name in ("mail.pem", "mail.key", "mail-secret"))
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:0.0.0.0", "-keyout", key, "-out", pem], check=True, capture_output=True)
    with open(secret, "w", encoding="utf-8", opener=lambda path, flags: os.open(path, flags, stat.S_IRUSR | stat.S_IWUSR)) as out:
        out.write(SECRET + "\n")
    signs_in = ("--user", "shian", "--password-file", secret)
    for tls, address in (("implicit", "smtps://localhost:"), ("starttls", "smtp://0.0.0.0:")):
        with Sink(tls=tls, certificate=pem, key=key, user="shian", password=SECRET) as sink:
            to = ("--again", "--smtp", f"{address}{sink.port}", "--from", FROM, *signs_in)
            code, _, said = digest(store, *to)
            checks.that(code == 1 and "TLS" in said and not sink.messages, f"{tls}: a certificate that nobody vouches for: {code} {said}")
            code, _, said = digest(store, *to, "--smtp-ca", pem)
            checks.equal((code, sink.to()), (0, ADDRESSES), f"{tls}: one that was named: {said}")
            checks.equal({(encrypted, user) for *_, encrypted, user in sink.messages}, {(True, "shian")}, "encrypted, and signed in")
            sink.password, sink.messages = "another", []
            code, _, said = digest(store, *to, "--smtp-ca", pem)
            checks.that(code == 1 and "535" in said and not sink.messages, f"{tls}: a wrong password is told: {said}")
            for kind in (SECRET, "c2x1aWNl", "dGhlIHNsdWljZQ", "AHNoaWFu"):
                checks.that(kind not in said, "without the password, however the server repeats it")
    with Sink(user="shian", password=SECRET) as sink:
        code, _, said = digest(store, "--again", "--smtp", f"smtp://0.0.0.0:{sink.port}", "--from", FROM, "--smtp-plain", *signs_in)
        checks.equal((code, sink.connections), (2, 0), f"no password goes in the clear: {said}")
        code, _, said = digest(store, "--again", "--smtp", f"smtp://127.0.0.1:{sink.port}", "--from", FROM, "--account", "office", *signs_in)
        checks.equal((code, [user for *_, user in sink.messages]), (0, ["shian"]), f"on this machine it may: {said}")
    code, _, said = digest(store, "--smtp", "smtps://localhost", "--from", FROM, "--user", "shian", "--password-file", os.path.join(folder, "nothing"))
    checks.that(code == 2 and "密码文件" in said, f"a password that is not there: {code} {said}")


def by_settings(store, folder):
    with Sink() as sink:
        settings = os.path.join(folder, "shian.conf")
        with open(settings, "w", encoding="utf-8") as out:
            out.write(f'store = "{store}"\n[digest]\nsmtp = "smtp://127.0.0.1:{sink.port}"\nfrom = "{FROM}"\ndesk-url = "https://shian.example.gov.cn"\n')
        must("digest", "--config", settings, "--on", DAY, "--again", "--account", "liushi")
        checks.equal(sink.to(), ["liushi@example.gov.cn"], "as the timer does, from the settings")
        must("digest", "--config", settings, "--on", DAY, "--out", os.path.join(folder, "tried"))
        checks.equal((len(sink.messages), len(os.listdir(os.path.join(folder, "tried")))), (1, 3), "with --out nothing is sent, whatever the settings say")


def story(store, folder, cluster):
    run_sql = sql_of(store, cluster)
    must("init", "--store", store, "--pack", PACK)
    sheet = os.path.join(folder, "complaints.csv")
    for unit in ("U20", "U21"):
        lines = COMPLAINTS.splitlines()
        with open(sheet, "w", encoding="utf-8") as out:
            out.write("\n".join([lines[0]] + [line for line in lines[1:] if unit in line]) + "\n")
        must("import", "--store", store, "complaint", sheet, "--as", unit)
    checks.that("没有账号" in shian("digest", "--store", store, "--out", os.path.join(folder, "none"))[2], "a store without addresses says so")
    addresses_of_accounts(store, os.path.join(folder, "one"))
    files(store, os.path.join(folder, cluster and "pg" or "lite"))
    sent(store, run_sql)
    out_of_reach(store)
    unencrypted(store)
    by_tls(store, folder)
    by_settings(store, folder)
    checks.equal(must_json("verify", "--store", store)["ok"], True, "the journals hold")


on_both_stores(story)
checks.close()
