"""A page opened in a browser, with everything it complained about and asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

DESK, PHONE = (1280, 800), (360, 740)


class Visit:
    """One page of a published dossier in a context of its own."""

    def __init__(self, browser: Any, address: Path, size: tuple[int, int], scheme: str) -> None:
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, locale="en-GB"
        )
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(address.as_uri())
        self.page.wait_for_selector("html[data-ready]", timeout=20_000)
