"""Pages of the built site, as tests see them."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from bs4 import BeautifulSoup

from edition.contents import documents
from edition.notebooks import RUNS
from helpers import project

BOOK = project.root() / "book"
HTML = BOOK / "_build" / "html"
PAGES = documents(BOOK / "_toc.yml")


@dataclass(frozen=True)
class Page:
    """One built page: its name in the contents and its file."""

    name: str
    path: Path

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The whole page."""
        return BeautifulSoup(self.path.read_text(encoding="utf-8"), "html.parser")

    @property
    def article(self) -> BeautifulSoup:
        """The page's own text, without menus."""
        return self.soup.select_one("article")

    @cached_property
    def anchors(self) -> set[str]:
        """Everything that a link may lead to."""
        tags = self.soup.find_all(lambda tag: tag.has_attr("id") or tag.has_attr("name"))
        return {str(tag[key]) for tag in tags for key in ("id", "name") if tag.has_attr(key)}

    @property
    def is_run(self) -> bool:
        """Whether the page is an executed notebook."""
        return self.name.startswith(f"{RUNS}/")

    def target(self, address: str) -> tuple[Path, str] | None:
        """File and anchor of an address within the site; None for one that leads elsewhere."""
        if urlsplit(address).scheme or address.startswith("//"):
            return None
        path, anchor = urldefrag(address)
        file = (self.path.parent / unquote(urlsplit(path).path)).resolve() if path else self.path
        return file, unquote(anchor)
