"""From HTML to a tagged PDF (PDF/UA-1) with an embedded Hangul font.

WeasyPrint draws, fontconfig finds the font. Nothing is fetched from outside: a page that
names another address gets nothing, so that a letter cannot be made to read files.
"""

import shutil
import subprocess
from functools import cache

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

HANGUL = ("NanumMyeongjo", "NanumGothic", "Noto Serif CJK KR", "Noto Sans CJK KR")


class FontMissing(Exception):
    """This machine has no Hangul font; the letter waits, it is never made of empty boxes."""


def pdf(html: str) -> bytes:
    """The HTML document as PDF/UA-1. Raises ``FontMissing`` where no Hangul font is installed."""
    if not hangul_font():
        raise FontMissing("No Hangul font is installed (Debian: apt-get install fonts-nanum).")
    document = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=()))
    return document.write_pdf(font_config=_fonts(), pdf_variant="pdf/ua-1", pdf_tags=True)


def hangul_font() -> str:
    """The first installed font of those a letter may be set in, or an empty string."""
    lister = shutil.which("fc-list")
    if lister is None:
        return ""
    listed = subprocess.run(  # noqa: S603 — a fixed command without outside input
        [lister, ":lang=ko", "family"], capture_output=True, text=True, check=False
    ).stdout
    return next((name for name in HANGUL if name in listed or _spaced(name) in listed), "")


def _spaced(name):
    return {"NanumMyeongjo": "Nanum Myeongjo", "NanumGothic": "Nanum Gothic"}.get(name, name)


@cache
def _fonts():
    return FontConfiguration()
