"""Puts trials before Dovecot's passdb for OAuth 2.0, as logins by OAUTHBEARER at the socket of its auth service.

The reason of a refusal stands in its log only. Another setting is another configuration, which it is told to read anew.
"""

# /// observed
# debian = ["dovecot-core"]
# [reach]
# pair = true
# needs = ["sub"]  # it names the user; without one, the login ends later
# texts = ["sub", "iss"]
# [recipe]
# configuration = true
# visible = true  # a setting is one line, and knows no escape
# cut = true  # blanks part the audiences
# ///

import atexit
import base64
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TextIO

from tests.observed.adapters.python.serve import Question, Refusal, serve

FOLDER = Path(tempfile.mkdtemp(prefix="dovecot-"))
CONFIGURATION = f"""\
base_dir = {FOLDER}/run
state_dir = {FOLDER}/state
log_path = {FOLDER}/log
protocols =
ssl = no
auth_mechanisms = oauthbearer
auth_verbose = yes
passdb {{
  driver = oauth2
  mechanisms = oauthbearer
  args = {FOLDER}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid=65534 gid=65534 home=/nonexistent
}}
service auth {{
  unix_listener trial-NUMBER {{
    mode = 0666
  }}
}}
"""
FIXED = f"""\
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={FOLDER}/keys/
username_attribute = sub
"""


REASON = re.compile(r"oauth2 failed: (.*)\n")


class Dovecot:
    """The server, and a conversation with its auth service."""

    def __init__(self) -> None:
        """Nothing is started before there is a key and a setting."""
        self._process: subprocess.Popen[bytes] | None = None
        self._setting = ""
        self._log: TextIO
        self._lines: TextIO
        self._socket: socket.socket
        self._number = 0
        self._settings = 0

    def configure(self, setting: str, key: str) -> None:
        """Let the setting be that of what is asked next: it listens at another address, so that no other answers."""
        if setting == self._setting and self._process:
            return
        self._setting = setting
        self._settings += 1
        (FOLDER / "oauth2.conf").write_text(FIXED + setting)
        (FOLDER / "dovecot.conf").write_text(CONFIGURATION.replace("NUMBER", str(self._settings)))
        if self._process is None:
            self._start(key)
        else:
            self._process.send_signal(signal.SIGHUP)
        self._connect()

    def _start(self, key: str) -> None:
        FOLDER.chmod(0o755)
        path = FOLDER / "keys" / "default" / "RS256" / "observed"
        path.parent.mkdir(parents=True)
        path.write_text(key)
        (FOLDER / "log").touch()
        self._log = (FOLDER / "log").open()
        self._process = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", str(FOLDER / "dovecot.conf")], stdout=2)
        atexit.register(self._process.wait)
        atexit.register(self._process.terminate)

    def _reason(self) -> str | None:
        """What the log says of a refusal, which may be yet to come; `None` where the line was lost in a change."""
        read = ""
        until = time.monotonic() + 2
        while time.monotonic() < until:
            read += self._log.read()
            if found := REASON.search(read):
                return found[1]
            time.sleep(0.002)
        return None

    def _connect(self) -> None:
        """Talk to an auth process, as soon as there is one."""
        while not self._greeted():
            time.sleep(0.005)
        self._number = 0

    def _greeted(self) -> bool:
        self._socket = socket.socket(socket.AF_UNIX)
        try:
            self._socket.connect(str(FOLDER / "run" / f"trial-{self._settings}"))
            # The other side wants to know a process, and each conversation is one of its own.
            self._socket.sendall(f"VERSION\t1\t2\nCPID\t{time.monotonic_ns() % 2**31}\n".encode())
            self._lines = self._socket.makefile("r")
            return any(line.startswith("DONE") for line in self._lines)
        except (ConnectionError, FileNotFoundError):
            return False

    def login(self, token: str) -> None:
        """Log in with this token; raises `Refusal` with what the log says, nothing where the process ends."""
        self._log.read()
        self._number += 1
        response = base64.b64encode(f"n,a=user,\x01auth=Bearer {token}\x01\x01".encode()).decode()
        request = f"AUTH\t{self._number}\tOAUTHBEARER\tservice=imap\tsecured\tresp={response}\n"
        self._socket.sendall(request.encode())
        answer = self._lines.readline().split("\t")
        # Of a login that was refused before, the end is told late.
        while answer[1:] and answer[1].strip() != str(self._number):
            answer = self._lines.readline().split("\t")
        if answer[0] == "OK":
            return
        if answer[0] != "CONT":
            self._connect()
            raise Refusal(None)
        self._socket.sendall(f"CANCEL\t{self._number}\n".encode())
        reason = self._reason()
        if reason is None:
            self.login(token)
        else:
            raise Refusal(reason)


def setting(question: Question) -> str:
    """The lines of the configuration."""
    if question.recipe is not None:
        return question.recipe
    wanted = {"audience": question.audiences, "issuers": question.issuers}
    return "".join(f"{name} = {' '.join(values)}\n" for name, values in wanted.items() if values is not None)


def verify(question: Question) -> None:
    """Let Dovecot decide."""
    DOVECOT.configure(setting(question), question.key)
    DOVECOT.login(question.token)


DOVECOT = Dovecot()
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
serve(verify)
