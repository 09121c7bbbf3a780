"""A mail server for tests: takes messages and keeps them; with TLS, sign-in and recipients that it refuses."""
import base64
import socketserver
import ssl
import threading


class Sink:
    """Listens on a free port from the start. `messages`: (sender, recipient, bytes, by TLS, user)."""

    def __init__(self, tls="none", certificate=None, key=None, user=None, password=None, refused=None, greeting="220 sink ready", silent=False):
        self.tls, self.user, self.password, self.greeting, self.silent = tls, user, password, greeting, silent
        self.refused = refused or {}  # what is said to RCPT TO, by address
        self.messages, self.connections, self.commands = [], 0, []
        self.context = None
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificate, key)
        sink = self

        class Conversation(socketserver.BaseRequestHandler):
            def handle(self):
                sink.connections += 1
                try:
                    Dialogue(sink, self.request).hold()
                except OSError:  # whoever called hung up, or his TLS was none
                    pass

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = daemon_threads = True
            block_on_close = False

        self.server = Server(("127.0.0.1", 0), Conversation)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def to(self):
        return sorted(recipient for _, recipient, *_ in self.messages)


class Dialogue:
    """RFC 5321 as far as a client needs it, with STARTTLS (RFC 3207) and AUTH PLAIN and LOGIN (RFC 4954)."""

    def __init__(self, sink, connection):
        self.sink, self.connection, self.by_tls, self.signed_in = sink, connection, False, None
        if sink.tls == "implicit":
            self.wrap()
        self.file = self.connection.makefile("rb")

    def wrap(self):
        self.connection = self.sink.context.wrap_socket(self.connection, server_side=True)
        self.by_tls = True

    def say(self, *lines):
        self.connection.sendall("".join(line + "\r\n" for line in lines).encode())

    def hear(self):
        return self.file.readline().rstrip(b"\r\n").decode()

    def hold(self):
        if self.sink.silent:
            self.file.read()
            return
        self.say(self.sink.greeting)
        sender = recipient = None
        while line := self.hear():
            self.sink.commands.append(line)
            word, rest = line.split(" ")[0].upper(), line.partition(" ")[2]
            if word == "EHLO":
                can = ["SIZE 1000000"]
                if self.sink.tls == "starttls" and not self.by_tls:
                    can.append("STARTTLS")
                if self.sink.user:
                    can.append("AUTH PLAIN LOGIN")
                can = ["sink"] + can
                self.say(*[f"250-{one}" for one in can[:-1]], f"250 {can[-1]}")
            elif word == "STARTTLS":
                self.say("220 go ahead")
                self.wrap()
                self.file = self.connection.makefile("rb")
            elif word == "AUTH":
                self.sign_in(rest)
            elif word == "MAIL":
                if self.sink.user and not self.signed_in:
                    self.say("530 5.7.0 sign in first")
                    continue
                sender = address_in(rest)
                self.say("250 ok")
            elif word == "RCPT":
                recipient = address_in(rest)
                self.say(self.sink.refused.get(recipient, "250 ok"))
            elif word == "DATA":
                self.say("354 go on")
                self.sink.messages.append((sender, recipient, self.read_message(), self.by_tls, self.signed_in))
                self.say("250 taken")
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok" if word in ("RSET", "NOOP") else "502 no such command")

    def sign_in(self, how):
        kind, _, first = how.partition(" ")
        if kind == "PLAIN":
            if not first:
                self.say("334 ")
                first = self.hear()
            _, user, password = base64.b64decode(first).decode().split("\0")
        else:
            answers = [first] if first else []
            for question in ("User Name", "Password")[len(answers):]:
                self.say("334 " + base64.b64encode(question.encode()).decode())
                answers.append(self.hear())
            user, password = (base64.b64decode(one).decode() for one in answers)
        if (user, password) == (self.sink.user, self.sink.password):
            self.signed_in = user
            self.say("235 welcome")
        else:  # a server that repeats what it should not
            self.say(f"535-5.7.8 not {password}", f"535 5.7.8 nor {base64.b64encode(password.encode()).decode()}, said {how}")

    def read_message(self):
        lines = []
        while (line := self.file.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)


def address_in(text):
    return text[text.index("<") + 1:text.index(">")]
