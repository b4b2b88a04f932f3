"""command.py - runs the command clustermap, tells how far it is, and stops it where that is asked."""
import json
import os
import shutil
import signal
import subprocess
import tempfile
from threading import Event, Thread

from processing.core.ProcessingConfig import ProcessingConfig

SETTING = "CLUSTERMAP_PROGRAM"
NAME = "clustermap"
REJECTED = 3  # done, but rows were rejected
LINE_MAX = 2000
REASONS_MAX = 10  # lines of what a program says that fails
PATIENCE_S = 10  # between two interrupts; the second ends a program that waits, as for a database
ON_WINDOWS = os.name == "nt"


def find():
    """The program's path: the one that is set, else the one on the path, else None."""
    return shutil.which(ProcessingConfig.getSetting(SETTING) or NAME)


def program():
    """As find; raises OSError where there is none."""
    path = find()
    if not path:
        raise OSError(f"the program {NAME} is not installed")
    return path


def parse(text):
    """An object of JSON as a dictionary, which is empty for any other text."""
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def describe():
    """What the program says of its verbs. Raises OSError or ValueError where it cannot be asked."""
    asked = subprocess.run([program(), "--describe"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=30)
    return json.loads(asked.stdout.decode("utf-8"))


def interrupt(process):
    """As Ctrl-C does, so that the program leaves nothing half-written."""
    if ON_WINDOWS:
        process.terminate()
    else:
        process.send_signal(signal.SIGINT)


def listen(process, feedback):
    """Tells how far the program is; returns its messages, which it says when all is done."""
    said = []
    for raw in process.stderr:
        line = raw.decode("utf-8", "replace").rstrip()
        share = parse(line).get("progress") if line.startswith("{") else None
        if isinstance(share, (int, float)):
            feedback.setProgress(100 * share)
        elif line:
            said.append(line[:LINE_MAX])
    return said


class Watch:
    """Asks now and then whether the user has cancelled, also while the program says nothing."""

    def __init__(self, process, feedback):
        self.over = Event()
        self.thread = Thread(target=self.look, args=(process, feedback), daemon=True)
        self.thread.start()

    def look(self, process, feedback):
        pause_s = 0.1
        while not self.over.wait(pause_s):
            if feedback.isCanceled():
                interrupt(process)
                pause_s = PATIENCE_S

    def end(self):
        self.over.set()
        self.thread.join()


def run(arguments, feedback):
    """Runs the program. Returns its exit status, its messages and what it printed on stdout."""
    feedback.pushCommandInfo(subprocess.list2cmdline([NAME] + arguments))
    words = [program()] + arguments
    with tempfile.TemporaryFile() as printed, subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.PIPE) as process:
        watch = Watch(process, feedback)
        try:
            said = listen(process, feedback)
            status = process.wait()
        finally:
            watch.end()
        printed.seek(0)
        return status, said, printed.read().decode("utf-8", "replace")
