#!/usr/bin/python3
"""check_web.py PAGE.html [PICTURES] - opens a page from its file in a headless Chromium and does what a
reader does: looks at the map, points and clicks at a member, searches, switches a layer off, prints.

Prints a line for each finding and exits 1 if there is one; prints "skipped" and exits 0 where there is
no Chromium. PICTURES names a folder for pictures of the page, wide and as on a phone."""
import base64
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

WIDE, PHONE, LOW, FOLDED = (1280, 860), (390, 844), (640, 200), (1, 1)

# A feature in view that nothing hides, where it is in the window, and its name.
FIND_FEATURE = """(() => { const sheet = clustermap.sheet, map = sheet._map, size = map.getSize();
const frame = document.getElementById("map").getBoundingClientRect();
for (const role of ["members", "bands", "lines", "outlines"]) for (const layer of sheet.data.layers) {
    if (layer.role !== role || !layer.isShown || !layer.names) continue;
    for (let row = layer.count - 1; row >= 0; row--) {
        const at = map.latLngToContainerPoint(sheet.placeOf(layer, row));
        const [hit] = sheet.find(map.containerPointToLayerPoint(at), 0);
        if (at.x > 60 && at.y > 60 && at.x < size.x - 60 && at.y < size.y - 60 && hit && hit.layer === layer &&
            hit.row === row && layer.names[row])
            return {at: [at.x + frame.left, at.y + frame.top], name: layer.names[row], role};
    } }
return null; })()"""


class Browser:
    """Chromium in a folder of its own, spoken to through two pipes."""

    def __init__(self, program):
        self.folder = tempfile.mkdtemp()
        to_read, self.out = os.pipe()
        self.into, to_write = os.pipe()
        os.set_inheritable(to_read, True)
        os.set_inheritable(to_write, True)
        # The shell gives the pipes the numbers that Chromium expects.
        command = f'exec "$0" "$@" 3<&{to_read} 4>&{to_write}'
        self.process = subprocess.Popen(
            ["bash", "-c", command, program, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
             f"--user-data-dir={self.folder}", "--no-first-run", "--disable-extensions", "--hide-scrollbars",
             "--disable-background-networking", "--disable-dev-shm-usage", "--disable-component-update", "--font-render-hinting=none"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, close_fds=False)
        os.close(to_read)
        os.close(to_write)
        self.buffer, self.number, self.events, self.session = b"", 0, [], None

    def read(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.into, 1 << 20)
            if not piece:
                raise RuntimeError("the browser has ended")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, address, size, is_phone=False):
        """A tab of that size; its requests and what its console says become events."""
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        self.resize(size, is_phone)
        if is_phone:
            self.call("Emulation.setTouchEmulationEnabled", enabled=True)
        self.events = []
        self.call("Page.navigate", url=address)
        for _ in range(300):
            if self.ask("document.documentElement.dataset.ready || null"):
                return
            time.sleep(0.05)

    def resize(self, size, is_phone=False):
        self.call("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1],
                  deviceScaleFactor=2 if is_phone else 1, mobile=is_phone)

    def ask(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        return answer["result"].get("value")

    def mouse(self, kind, at, **more):
        self.call("Input.dispatchMouseEvent", type=kind, x=at[0], y=at[1], **more)

    def click(self, at):
        self.mouse("mouseMoved", at)
        self.mouse("mousePressed", at, button="left", clickCount=1)
        self.mouse("mouseReleased", at, button="left", clickCount=1)
        time.sleep(0.4)

    def key(self, name, code):
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code)

    def enter(self):
        key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
        self.call("Input.dispatchKeyEvent", type="keyDown", text="\r", **key)
        self.call("Input.dispatchKeyEvent", type="keyUp", **key)

    def picture(self, path):
        shot = self.call("Page.captureScreenshot", format="png")
        with open(path, "wb") as out:
            out.write(base64.b64decode(shot["data"]))

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Check:
    def __init__(self, browser, path, pictures):
        self.browser, self.path, self.pictures = browser, os.path.abspath(path), pictures
        self.address = "file://" + urllib.parse.quote(self.path)
        self.findings = []
        with open(path, encoding="utf-8") as page:
            self.text = page.read()
        data = re.search(r'<script type="application/json" id="data">(.*?)</script>', self.text, re.S)
        self.data = json.loads(data.group(1))

    def want(self, good, sentence):
        if not good:
            self.findings.append(sentence)

    def picture(self, name):
        if self.pictures:
            stem = os.path.splitext(os.path.basename(self.path))[0]
            self.browser.picture(os.path.join(self.pictures, f"{stem}-{name}.png"))

    def soon(self, condition):
        """What the condition gives once it is true, or in the end: a busy machine takes its time."""
        for _ in range(200):
            value = condition()
            if value:
                return value
            time.sleep(0.05)
        return condition()

    def rest(self):
        time.sleep(0.3)

    # ---- the page ----

    def check_text(self):
        """What needs no browser: nothing is asked for, and one file is all."""
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', self.text)
        self.want(policy and policy.group(1).startswith("default-src 'none'"), "there is no policy")
        self.want(policy and "unsafe" not in policy.group(1), "the policy allows what is unsafe")
        outside = re.sub(r"<script.*?</script>|<!--.*?-->", "", self.text, flags=re.S)
        self.want(not re.search(r"(src|href)=\"(?!data:|#)", outside), "an element refers to another file")
        self.want("Redistribution and use" in self.text, "Leaflet's licence is missing")
        ours = self.text[self.text.rindex("sheet.js - draws"):]
        self.want(not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|\beval\(|new Function", ours),
                  "our script makes elements or code of texts")

    def check_events(self, when):
        """No request but for the page itself, nothing on the console."""
        for event in self.browser.events:
            method, parameters = event["method"], event["params"]
            if method == "Network.requestWillBeSent":
                address = parameters["request"]["url"]
                self.want(address == self.address or address.startswith("data:"), f"{when}: asks for {address[:200]}")
            elif method == "Runtime.exceptionThrown":
                details = parameters["exceptionDetails"]
                self.want(False, f"{when}: {details.get('exception', {}).get('description', details['text'])[:300]}")
            elif method in ("Runtime.consoleAPICalled", "Log.entryAdded"):
                self.want(False, f"{when}: the console says {json.dumps(parameters, ensure_ascii=False)[:300]}")
            elif method == "Page.javascriptDialogOpening":
                self.want(False, f"{when}: a dialog opens: {parameters['message'][:100]}")
        self.browser.events = []

    def check_first_sight(self):
        ready = self.browser.ask("document.documentElement.dataset.ready")
        self.want(ready and int(ready) < 10000, f"ready after {ready} ms")
        drawn = int(self.browser.ask("document.documentElement.dataset.drawn") or 0)
        self.want(drawn > 0, "nothing is drawn")
        colours = self.browser.ask("""(() => { const c = document.querySelector("#map canvas");
            const pixels = c.getContext("2d").getImageData(0, 0, c.width, c.height).data, seen = new Set();
            for (let i = 0; i < pixels.length; i += 4) seen.add(pixels[i] << 16 | pixels[i + 1] << 8 | pixels[i + 2]);
            return seen.size; })()""")
        self.want(colours > 3, f"the map has {colours} colours")
        self.want(self.browser.ask("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the window")
        self.want(self.browser.ask("document.querySelectorAll('#legend input').length") > 0, "no layer can be switched")
        return int(ready or 0), drawn

    def names(self):
        return [(layer, name) for layer in self.data["layers"] for name in layer.get("names", []) if name]

    def popup(self):
        return self.browser.ask("(document.querySelector('.leaflet-popup-content') || {}).textContent || ''")

    def check_click(self):
        """Pointing at a feature shows its name, a click its pop-up: at one that nothing hides."""
        found = self.browser.ask(FIND_FEATURE)
        if not found: # too many to be seen one by one: the search goes near
            self.type(self.names()[0][1])
            self.browser.ask("document.querySelector('#results button').click()")
            self.rest()
            self.browser.ask("document.querySelector('.leaflet-popup-close-button').click()")
            found = self.browser.ask(FIND_FEATURE)
        self.want(found, "no feature can be pointed at")
        if not found:
            return
        self.browser.mouse("mouseMoved", (found["at"][0] + 1, found["at"][1]))
        tip = "(document.querySelector('.leaflet-tooltip') || {}).textContent || ''"
        self.want(found["role"] == "outlines" or self.soon(lambda: self.browser.ask(tip) == found["name"]),
                  f"pointing at {found['name']!r} shows {self.browser.ask(tip)!r}")
        self.browser.click(found["at"])
        self.want(self.soon(lambda: found["name"] in self.popup()), f"a click on {found['name']!r} shows {self.popup()[:100]!r}")
        self.rest()
        self.picture("popup")
        self.browser.ask("document.querySelector('.leaflet-popup-close-button').click()")
        self.want(self.soon(lambda: self.popup() == ""), "the pop-up does not close")

    def type(self, text):
        self.browser.ask("document.getElementById('query').focus()")
        self.browser.ask("document.getElementById('query').select()")
        self.browser.call("Input.insertText", text=text)
        self.rest()

    def check_search(self):
        """Each of some names is found by a part of it, in other letters, and shows its pop-up."""
        wide = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)})
        members = [name for layer, name in self.names() if layer["role"] == "members"] or [n for _, n in self.names()]
        for name in (members[0], members[len(members) // 2], members[-1]):
            part = name[:12].upper().translate(wide)
            self.type(part)
            names = "[...document.querySelectorAll('#results bdi')].map((e) => e.textContent)"
            self.soon(lambda: name in self.browser.ask(names))
            listed = self.browser.ask(names)
            self.want(name in listed or len(listed) == 100, f"{part!r} does not find {name!r} but {listed[:3]}")
            place = listed.index(name) if name in listed else 0
            self.browser.ask(f"document.querySelectorAll('#results button')[{place}].click()")
            self.want(not listed or self.soon(lambda: listed[place] in self.popup()), f"{name!r} is not in the pop-up {self.popup()[:80]!r}")
            self.check_numbers()
        self.picture("search")
        self.type("zzzz-nobody")
        self.want(self.soon(lambda: self.browser.ask("document.getElementById('found').textContent") == self.data["words"]["none"]),
                  "what is not there is not told so")
        self.type("")
        self.browser.key("ArrowDown", 40)
        self.want(self.soon(lambda: self.browser.ask("document.activeElement.className") == "choice"), "the arrow key does not reach the results")
        self.browser.key("Escape", 27)
        self.browser.key("Escape", 27)
        self.check_keys()

    def check_numbers(self):
        """A pop-up tells whole numbers with all their digits."""
        lost = self.browser.ask("""(() => { const hit = clustermap.sheet.chosen;
            const told = [...document.querySelectorAll(".leaflet-popup-content dd")].map((e) => e.textContent.replace(/,/g, ""));
            return !hit ? [] : hit.layer.columns.map((column) => column.words ? "" : column.cells[hit.row])
                .filter((cell) => Number.isInteger(cell) && !told.includes(String(cell))); })()""")
        self.want(lost == [], f"a pop-up does not tell {lost}")

    def check_keys(self):
        """Who has no mouse gets from the search into the pop-up, and from there back."""
        self.type(self.names()[0][1][:12])
        self.browser.key("ArrowDown", 40)
        self.browser.enter()
        focus = "(document.activeElement.closest('[role]') || document.body).getAttribute('role')"
        self.want(self.soon(lambda: self.browser.ask(focus) == "dialog"), "a key does not lead into the pop-up")
        self.want(self.browser.ask("document.activeElement.getAttribute('aria-label').length > 0"), "the pop-up has no label")
        self.browser.key("Escape", 27)
        self.want(self.soon(lambda: self.popup() == ""), "Escape does not close the pop-up")
        self.want(self.browser.ask("document.activeElement.className") == "choice", "Escape does not lead back to the list")
        self.type("")

    def check_room(self):
        """A map that opens where it has no room shows the whole once it has."""
        zoom = "clustermap.sheet._map.getZoom()"
        wanted = self.browser.ask(zoom)
        self.browser.open(self.address, FOLDED)
        self.browser.resize(WIDE)
        self.want(self.soon(lambda: self.browser.ask(zoom) == wanted), f"unfolded, the zoom is {self.browser.ask(zoom)} and not {wanted}")
        self.browser.open(self.address, LOW)
        self.want(self.browser.ask("document.getElementById('map').clientHeight") >= 120, "a low window leaves no map")
        self.want(self.browser.ask("document.documentElement.scrollWidth <= innerWidth"), "a low page is wider than the window")

    def check_switch(self):
        drawn = int(self.browser.ask("document.documentElement.dataset.drawn"))
        for number in range(self.browser.ask("document.querySelectorAll('#legend input').length")):
            self.browser.ask(f"(document.querySelectorAll('#legend input')[{number}].checked && document.querySelectorAll('#legend input')[{number}].click())")
        self.want(self.soon(lambda: self.browser.ask("document.documentElement.dataset.drawn") == "0"), "switched off, layers are drawn")
        self.browser.ask("document.querySelectorAll('#legend input').forEach((box) => box.click())")
        self.want(self.soon(lambda: int(self.browser.ask("document.documentElement.dataset.drawn")) >= drawn), "switched on again, less is drawn")

    def check_texts(self):
        """Texts of the data have made no element and run nothing."""
        self.want(self.browser.ask("document.querySelectorAll('#map img, #panel img, iframe, object, embed, #map script, #panel script').length") == 0,
                  "a text has become an element")
        self.want(self.browser.ask("typeof window.hacked") == "undefined", "a text has run")

    def check_print(self):
        paper = self.browser.call("Page.printToPDF", printBackground=True, preferCSSPageSize=False, paperWidth=8.27, paperHeight=11.69)
        if self.pictures:
            stem = os.path.splitext(os.path.basename(self.path))[0]
            with open(os.path.join(self.pictures, f"{stem}-print.pdf"), "wb") as out:
                out.write(base64.b64decode(paper["data"]))
        self.want(len(paper["data"]) > 10000, "nothing is printed")

    def run(self):
        self.check_text()
        self.browser.open(self.address, WIDE)
        self.check_first_sight()
        self.check_room()
        self.browser.open(self.address, WIDE)
        ready, drawn = self.check_first_sight()
        self.picture("wide")
        self.check_click()
        self.check_search()
        self.check_switch()
        self.check_texts()
        self.check_print()
        self.check_events("wide")
        self.browser.open(self.address, PHONE, True)
        self.check_first_sight()
        self.picture("phone")
        self.browser.ask("document.getElementById('more').open = true")
        self.rest()
        self.picture("phone-legend")
        self.check_events("phone")
        return ready, drawn


def main():
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        print("skipped: no chromium is installed")
        return 0
    pictures = sys.argv[2] if len(sys.argv) > 2 else None
    if pictures:
        os.makedirs(pictures, exist_ok=True)
    browser = Browser(program)
    try:
        browser.call("Target.getTargets")
    except (RuntimeError, OSError):
        browser.close()
        print("skipped: chromium does not start here")
        return 0
    try:
        check = Check(browser, sys.argv[1], pictures)
        ready, drawn = check.run()
    finally:
        browser.close()
    for finding in check.findings:
        print(f"{os.path.basename(sys.argv[1])}: {html.unescape(finding)}")
    if not check.findings:
        print(f"{os.path.basename(sys.argv[1])}: good")
        print(f"ready after {ready} ms, {drawn} features drawn", file=sys.stderr)
    return 1 if check.findings else 0


if __name__ == "__main__":
    sys.exit(main())
