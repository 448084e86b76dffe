"""People at their browsers, in a process of their own: `python -m bench.load.client`, a plan in, what they saw out.

No Django here. Each person is a thread with one connection; a journey is a few pages, one after the other. The plan
says what there is to ask for, how many people come, and for how long.
"""

import json
import random
import re
import secrets
import sys
import threading
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException, HTTPResponse
from time import perf_counter, sleep
from typing import Any
from urllib.parse import quote, urlencode

Plan = dict[str, Any]
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
DAY = re.compile(r'href="(/appointments/[\w-]+/\d{4}-\d\d-\d\d/)"')
TIME = re.compile(r'href="(/appointments/[\w-]+/\d{4}-\d\d-\d\d/\d+/)"')
GOOD = {200, 201, 302}
PATIENCE = 60.0


class Browser:
    """One connection with its cookies; notes how long each page took and what the answer was."""

    def __init__(self, port: int, seen: list[tuple[str, int, float]]) -> None:
        self._line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._seen = seen
        self.cookies: dict[str, str] = {}

    def get(self, page: str, path: str, **headers: str) -> str:
        """The text of a page."""
        return self._ask(page, "GET", path, None, headers)[0]

    def post(self, page: str, path: str, fields: dict[str, str]) -> tuple[str, str]:
        """The text and the Location of the answer to a form."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask(page, "POST", path, urlencode(fields).encode(), headers)

    def send(self, page: str, path: str, body: str, key: str) -> None:
        """A request of another system."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key}"}
        self._ask(page, "POST", path, body.encode(), headers)

    def _ask(
        self, page: str, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        begun = perf_counter()
        try:
            self._line.request(method, path, body, headers | {"Cookie": cookies} if cookies else headers)
            answer = self._line.getresponse()
            text = answer.read().decode()
        except (HTTPException, OSError):
            self._line.close()
            self._seen.append((page, 0, perf_counter() - begun))
            return "", ""
        self._seen.append((page, answer.status, perf_counter() - begun))
        self._keep(answer)
        return text, answer.headers["Location"] or ""

    def _keep(self, answer: HTTPResponse) -> None:
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value


def guide(browser: Browser, plan: Plan, dice: random.Random) -> None:
    """A citizen looks for what to do and what to bring."""
    browser.get("home", "/")
    browser.get("search", f"/search/?q={quote(dice.choice(plan['words']))}")
    browser.get("item", f"/items/{dice.choice(plan['items'])}/")


def progress(browser: Browser, plan: Plan, dice: random.Random) -> None:
    """An applicant asks how their case stands."""
    number, code = dice.choice(plan["own"])
    form = browser.get("progress, form", "/progress/")
    fields = dict(HIDDEN.findall(form)) | {"number": number, "secret": code}
    _, case = browser.post("progress, number and code", "/progress/", fields)
    if case:
        browser.get("progress, own case", case)


def book(browser: Browser, plan: Plan, dice: random.Random) -> None:
    """A citizen books a time."""
    days = DAY.findall(browser.get("booking, days", f"/appointments/{plan['bookable']}/"))
    times = days and TIME.findall(browser.get("booking, times", dice.choice(days)))
    if times:
        place(browser, dice.choice(times), "booking, confirmed")


def place(browser: Browser, path: str, page: str) -> None:
    """Open the form of a time, and send it; with a telephone of one's own, for a second booking is refused."""
    fields = dict(HIDDEN.findall(browser.get("booking, form", path)))
    phone = f"138{secrets.randbelow(10**8):08d}"
    given = {
        "name": "张伟",
        "phone": phone,
        "reason": "YY-1",
        "purpose": "intake",
        "note": "",
        "do": "confirm",
    }
    browser.post(page, path, fields | given)


def desk(browser: Browser, plan: Plan, dice: random.Random) -> None:
    """A colleague opens the list, a case, and looks for another."""
    colleague = dice.choice([one for one in plan["staff"] if one["cases"]])
    browser.cookies = dict(colleague["cookies"])
    browser.get("my work", "/desk/")
    browser.get("case page", f"/desk/cases/{dice.choice(colleague['cases'])}/")
    fields = dict(HIDDEN.findall(browser.get("find, form", "/desk/find/")))
    browser.post("find, a number", "/desk/find/", fields | {"text": dice.choice(plan["own"])[0]})


def accept(browser: Browser, plan: Plan, dice: random.Random) -> None:
    """Another system hands in an application, which is accepted at once."""
    with LOCK:
        body = plan["bodies"].pop() if plan["bodies"] else ""
    if body:
        browser.send("API, accept", "/api/v1/cases", body, dice.choice(plan["keys"]))


JOURNEYS = {"guide": guide, "progress": progress, "book": book, "desk": desk, "accept": accept}
# Of a hundred who come; reading is what most do.
SHARES = {"guide": 45, "progress": 20, "book": 5, "desk": 20, "accept": 10}
LOCK = threading.Lock()


def mixed(browser: Browser, plan: Plan, dice: random.Random) -> None:
    """One journey, a stranger each time."""
    browser.cookies = {}
    JOURNEYS[dice.choices(list(SHARES), list(SHARES.values()))[0]](browser, plan, dice)


def rush(browser: Browser, plan: Plan, dice: random.Random) -> None:
    """Everybody wants the same time, once."""
    browser.cookies = {}
    place(browser, plan["slot"], "rush, confirmed")


def board(browser: Browser, plan: Plan, dice: random.Random) -> None:
    """A screen in the hall asks every four seconds; `pace` seconds of rest stand for as many screens as it takes."""
    browser.get("board", "/hall/board/", **{"HX-Request": "true"})
    sleep(plan["pace"] * (0.5 + dice.random()))


def run(plan: Plan) -> dict[str, Any]:
    """Let everybody come, and collect what they saw."""
    seen: list[tuple[str, int, float]] = []
    crowd = [(mixed, plan["people"]), (board, plan["boards"])]
    threads = [
        threading.Thread(target=_stay, args=(who, plan, seen, f"{who.__name__} {n}"))
        for who, number in crowd
        for n in range(number)
    ]
    threads += [threading.Thread(target=_once, args=(plan, seen, n)) for n in range(plan["rush"])]
    begun = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"elapsed": perf_counter() - begun, "seen": seen}


def _stay(
    who: Callable[[Browser, Plan, random.Random], None],
    plan: Plan,
    seen: list[tuple[str, int, float]],
    name: str,
) -> None:
    browser, dice, end = Browser(plan["port"], seen), random.Random(name), perf_counter() + plan["seconds"]
    while perf_counter() < end:
        who(browser, plan, dice)


def _once(plan: Plan, seen: list[tuple[str, int, float]], n: int) -> None:
    rush(Browser(plan["port"], seen), plan, random.Random(f"{plan['slot']} {n}"))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(json.load(sys.stdin))))
