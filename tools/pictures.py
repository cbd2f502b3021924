"""`make pictures`: every page x language x size x theme, as PNG files in var/pictures."""

import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page

from tools import house
from tools.house import House

HERE = Path("var/pictures")
LANGUAGES = ("kk", "ru", "en")
SIZES = {"desk": 1360, "phone": 390}
THEMES = {"light": False, "dark": True}
YEAR = "first=2007-03-07&last=2007-10-07"
# Who opens which pages. The first contact and the first agency of that person's lists have a name.
FIRST = {
    "{contact}": ("/hotline/contacts/", "tbody a.code"),
    "{agency}": ("/directory/?region=", "a.found-name"),
    "{proposal}": ("/directory/confirm/", "main a[href*='/directory/proposals/']"),
    "{incident}": ("/children/incidents/", "tbody a.code"),
    "{request}": ("/children/requests/", "tbody a.code"),
    "{pair}": ("/children/duplicates/", "main a[href*='/children/duplicates/']"),
    "{case}": ("/cases/", "tbody a.code"),
    "{worker}": ("/cases/caseload/", "main a[href$='/supervise/']"),
    "{supervision}": ("/cases/supervision/", "main ul.rows a"),
    "{audit}": ("/cases/audits/", "main ul.rows a"),
    "{transfer}": ("/cases/transfers/", "main ul.rows a.code"),
    "{referral}": ("/referrals/", "tbody a.code"),
    "{draft}": ("/referrals/?state=DRAFT", "tbody a.code"),
    "{arrival}": ("/referrals/inbox/", "tbody a.code"),
    "{procedure}": ("/legal/", "tbody a.code"),
    "{guide}": ("/legal/guide/", "main ul.ticks a"),
    "{child}": ("/children/", "#found ~ * a.code, main a.code"),
}
# What is searched for first where nothing is listed unasked: a child of the demonstration.
SEARCHED = {"{child}": {"given": "Shahrizoda", "family": "Namunaeva"}}
# What is pressed before a picture is taken, and what then appears.
PRESSED = {"record-contact-help": ("[data-find-help]", "#help-found [data-give]")}
PAGES: dict[str, dict[str, str]] = {
    "": {
        "sign-in": "/sign-in/",
        "not-found": "/nowhere/",
        "gallery": "/gallery/",
        "enter-code": "/directory/code/",
        "enter-referral-code": "/referrals/code/",
    },
    "operator@sana.example": {
        "board": "/hotline/",
        "record-contact": "/hotline/contacts/record/",
        "record-contact-help": "/hotline/contacts/record/",
        "contacts": "/hotline/contacts/",
        "contact": "{contact}",
        "find-help": "/directory/",
        "find-nobody": "/directory/?words=nobody&open_now=on&age=5",
        "agency": "{agency}",
        "notices": "/notices/",
        "account": "/people/me/",
    },
    "social@sana.example": {
        "find-people": "/children/",
        "report-incident": "/children/incidents/report/",
        "note-request": "/children/requests/note/",
        "break-glass": "/children/emergency/",
        "questions-between-teams": "/children/asked/",
        "child": "{child}",
        "child-correct": "{child}correct/",
        "child-history": "{child}history/",
        "child-note-document": "{child}documents/note/",
        "child-relate": "{child}family/add/",
        "child-note-consent": "{child}consent/note/",
        "child-print-consent": "{child}consent/form/",
        "child-let-in": "{child}circle/let-in/",
        "child-shut-out": "{child}circle/shut-out/",
        "child-attach-file": "{child}files/attach/",
        "child-together": "{child}together/",
        "child-looked": "{child}looked/",
        "desk": "/desk/",
        "cases": "/cases/",
        "case": "{case}",
        "handovers": "/cases/transfers/",
        "ask-closure": "{case}close/",
        "ask-transfer": "{case}transfer/",
        "offer-handover": "{case}hand-over/",
        "supervision-own": "{supervision}",
        "referrals": "/referrals/",
        "referral": "{referral}",
        "write-referral": "{draft}write/",
        "send-referral": "{draft}send/",
        "note-answer": "{referral}answer/",
        "revoke-referral": "{referral}back/",
        "inbox": "/referrals/inbox/",
        "arrival": "{arrival}",
        "take-in-as-case": "{arrival}case/",
        "record-arrival": "/referrals/inbox/record/",
        "answer-audit": "{audit}answer/",
    },
    "supervisor@sana.example": {
        "board-supervisor": "/hotline/",
        "contacts-supervisor": "/hotline/contacts/",
        "report": f"/numbers/hotline/?{YEAR}",
        "report-empty": "/numbers/hotline/?first=2001-01-01&last=2001-01-02",
        "compare-published": "/numbers/hotline/published/",
        "import-contacts": "/hotline/contacts/import/",
        "follow-ups": "/hotline/due/",
        "consultations": "/hotline/consultations/",
        "roster": "/notices/roster/",
        "people": "/people/",
        "agency-supervisor": "{agency}",
        "open-agency": "/directory/agencies/open/",
        "correct-agency": "{agency}correct/",
        "open-service": "{agency}services/open/",
        "open-location": "{agency}places/open/",
        "close-agency": "{agency}close/",
        "responsibilities": "/directory/responsibilities/",
        "give-responsibility": "/directory/responsibilities/give/",
        "regions": "/directory/regions/",
        "confirm-entries": "/directory/confirm/",
        "decide-proposal": "{proposal}",
        "import-directory": "/directory/import/",
        "export-directory": "/directory/export/",
        "import-people": "/children/import/",
        "desk-supervisor": "/desk/",
        "case-supervisor": "{case}",
        "hold-case": "{case}hold/",
        "handovers-supervisor": "/cases/transfers/",
        "read-transfer": "{transfer}",
        "hand-over-appointments": "/calendar/appointments/hand-over/",
        "caseload": "/cases/caseload/",
        "record-supervision": "{worker}",
        "supervisions": "/cases/supervision/",
        "supervision": "{supervision}",
        "correct-supervision": "{supervision}correct/",
        "audits": "/cases/audits/",
        "audit": "{audit}",
        "audit-file": "{case}audit/",
        "appointments": "/calendar/appointments/",
        "cases-in-numbers": "/numbers/cases/",
        "legal-aid": "/legal/",
        "letter-templates": "/legal/letters/",
        "waiting-authorities": "/legal/waiting/",
        "procedure": "{procedure}",
        "procedure-template": "/legal/templates/LP-01/1001/",
        "births": "/legal/births/",
        "legal-aid-board": "/legal/board/LP-02/",
        "procedure-step-done": "{procedure}step/done/",
        "procedure-refused": "{procedure}step/refused/",
        "procedure-hearing": "{procedure}beside/hearing/",
        "hand-procedures-on": "/legal/give/",
        "duplicates": "/children/duplicates/",
        "waiting": "/referrals/waiting/",
        "compare-people": "{pair}",
        "keeping": "/children/keeping/",
        "child-keeping": "{child}keeping/",
    },
    "lawyer@sana.example": {
        "interview-guide": "/legal/guide/",
        "guide-result": "{guide}",
        "deadline-calendar": "/legal/calendar/",
        "write-letter": "{procedure}letters/GENERAL/ru/",
    },
    "psychologist@sana.example": {
        "consultations-own": "/hotline/consultations/",
        "contact-psychologist": "{contact}",
        "give-consultation": "{contact}consultation/",
    },
    "partner@sana.example": {
        "find-help-partner": "/directory/",
        "propose-correction": "{agency}propose/",
    },
    "officer@sana.example": {
        "journal": "/journal/",
        "health": "/health/signs/",
        "people-officer": "/people/",
        "incidents": "/children/incidents/",
        "requests": "/children/requests/",
        "incident": "{incident}",
        "request": "{request}",
    },
    "custodian@sana.example": {"unsealing": "/children/reporters/"},
    "administrator@sana.example": {
        "people-administrator": "/people/",
        "lists": "/lists/",
        "rules": "/lists/rules/",
        "helpline-categories": "/lists/helpline-categories/",
        "shared-numbers": "/lists/numbers/",
        "teams": "/people/teams/",
        "outbox": "/notices/outbox/",
        "calendar": "/calendar/",
        "note-day": "/calendar/note/",
    },
    "supervisor@rodnik.example": {"board-rodnik": "/hotline/"},
}


def main(words: list[str]) -> int:
    """Take the pictures; words narrow the names of pages. Prints where each one is."""
    HERE.mkdir(parents=True, exist_ok=True)
    failed = 0
    with house.demonstration() as served, house.browser() as opened:
        for who, pages in PAGES.items():
            for language in LANGUAGES:
                for size, width in SIZES.items():
                    for theme, dark in THEMES.items():
                        window = house.window(opened, width=width, dark=dark)
                        tail = f"{language}-{size}-{theme}"
                        failed += sum(_visit(window, served, who, pages, language, tail, words))
                        window.close()
    print(f"{failed} pages did not open", file=sys.stderr)
    return 1 if failed else 0


def _visit(
    window: BrowserContext,
    served: House,
    who: str,
    pages: dict[str, str],
    language: str,
    tail: str,
    words: list[str],
) -> Iterator[bool]:
    """One person opens the pages one after the other; yields whether a page failed."""
    wanted = {name: path for name, path in pages.items() if not words or name in words}
    if not wanted:
        return
    page = window.new_page()
    if who:
        house.sign_in(page, served, who, language)
    else:
        house.speak(page, served, language)
    known: dict[str, str] = {}
    for name, path in wanted.items():
        yield not _take(page, served, name, path, tail, known)


def found(page: Page, served: House, path: str, known: dict[str, str]) -> str:
    """The address with the first contact or agency of the list in place of its name.

    `known` remembers what this person found before.
    """
    for name, (where, link) in FIRST.items():
        if path.startswith(name):
            if name not in known:
                page.goto(f"{served.address}{where}")
                if name in SEARCHED:
                    _search(page, SEARCHED[name])
                first = page.locator(link).first.get_attribute("href") or "/"
                known[name] = first.partition("#")[0]
            return known[name] + path.removeprefix(name)
    return path


def _search(page: Page, asked: dict[str, str]) -> None:
    for name, words in asked.items():
        page.fill(f"[name={name}]", words)
    page.locator("[name=given]").press("Enter")
    page.locator("#found").wait_for()


def press(page: Page, name: str) -> None:
    """Open what a picture shows opened."""
    if name in PRESSED:
        button, appears = PRESSED[name]
        page.locator(button).click()
        page.locator(appears).first.wait_for()


def _take(
    page: Page, served: House, name: str, path: str, tail: str, known: dict[str, str]
) -> bool:
    try:
        where = found(page, served, path, known)
        answer = page.goto(f"{served.address}{where}", wait_until="load")
        press(page, name)
        picture = HERE / f"{name}-{tail}.png"
        page.screenshot(path=picture, full_page=True)
    except Error as error:
        print(f"{name}-{tail}: {error}", file=sys.stderr)
        return False
    good = answer is not None and (answer.status < 400 or name == "not-found")
    print(picture if good else f"{picture} (answered {answer.status if answer else '?'})")
    return good


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
