"""The built site: made by `make book`, and checked here as its readers get it."""

import pytest
from built_pages import HTML, PAGES, Page


@pytest.fixture(scope="session")
def site() -> dict[str, Page]:
    """Every page of the contents, by its name."""
    if not (HTML / "index.html").is_file():
        pytest.fail(f"there is no site in {HTML}: run `make book`", pytrace=False)
    return {name: Page(name, HTML / f"{name}.html") for name in PAGES}
