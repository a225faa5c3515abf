"""What a reader is answered: one look at every address, and what of it differs by chance."""

import re
from dataclasses import dataclass

from django.test import Client

from tests.leaks import addresses

BY_CHANCE = (  # drawn anew for every answer
    re.compile(r'(csrfmiddlewaretoken" value=|nonce=|"X-CSRFToken": ?)"[^"]*"'),
    re.compile(r"nonce-[\w+/=-]+"),
)
STROKES = re.compile(r'\b(?:d|[cr]?[xy]|r)="[^"]*"')


@dataclass(frozen=True)
class Answer:
    """Everything that came back: status, headers (cookies too), body."""

    status: int
    headers: str
    body: str

    @property
    def text(self):
        """All of it to be searched; the strokes of drawings are no figures."""
        return f"{self.headers}\n{STROKES.sub('', self.body)}"

    def without(self, path):
        """To compare two addresses: neither its own name nor what is drawn by chance."""
        body = self.body.replace(path, "PATH") if len(path) > 1 else self.body
        for pattern in BY_CHANCE:
            body = pattern.sub("", body)
        return self.status, body


def client_of(story, reader):
    """A browser in which the reader is signed in."""
    client = Client(HTTP_HOST="localhost")
    if reader.account:
        client.force_login(reader.account)
    return client


def ask(story, reader, client, address, path="", method="get"):
    """GET one address; the hub's with the reader's token, as its client does."""
    how = {}
    if address.module.startswith("teams.hub") and reader.account:
        how["HTTP_AUTHORIZATION"] = f"Bearer {story.tokens[reader.account.pk]}"
    answer = getattr(client, method)(path or address.path, **how)
    parts = answer.streaming_content if answer.streaming else [answer.content]
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    headers += "".join(f"\n{morsel}" for morsel in answer.cookies.values())
    return Answer(answer.status_code, headers, b"".join(parts).decode("utf-8", "replace"))


def everything(story, readers=None, *, whole=False):
    """Reader → address → answer. ``whole``: HEAD too, and what no later state can change."""
    places, _unfilled = addresses.every(story)
    places = [place for place in places if whole or not place.is_settled]
    return {reader: look(story, reader, places, whole) for reader in readers or story.readers}


def look(story, reader, places, whole):
    """What the reader is answered at every address, and by HEAD where GET showed something."""
    client, answers = client_of(story, reader), {}
    for address in places:
        answers[address] = seen = ask(story, reader, client, address)
        if whole and seen.status == 200:
            head = ask(story, reader, client, address, method="head")
            answers[address] = Answer(seen.status, seen.headers + head.text, seen.body)
    still = client.get("/api/v1/me/").status_code
    assert (still == 200) == bool(reader.account), f"{reader.role} was signed out on the way"
    return answers


def pairs(story, reader, places):
    """Address, what it answers, and what it would if the row did not exist: where it refuses."""
    client = client_of(story, reader)
    for address in places:
        hidden = ask(story, reader, client, address)
        if hidden.status >= 400:
            yield address, hidden, ask(story, reader, client, address, address.nothing)
