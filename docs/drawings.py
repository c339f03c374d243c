"""Draws the pictures of docs/explanation: the loop of the trade model, and Russia's exports.

    python docs/drawings.py

The second picture shows what benchmarks/scenarios_observed.py computes, so that it and the text
cannot drift apart. Plain SVG, one file a language.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

DOCS = Path(__file__).resolve().parent
OUT = DOCS / "explanation" / "images"
sys.path.insert(0, str(DOCS.parent / "benchmarks"))

INK, SOFT, LINE, WAS, MODEL, SEEN = "#1f2933", "#616e7c", "#cbd2d9", "#9aa5b1", "#0b69a3", "#b44d12"
LOOP = {
    "en": (
        "From a measure to a new balance",
        ("Measure", "an embargo closes a path,|a cost makes it dearer"),
        ("Shares", "buyers turn from the dearer|seller to the others"),
        ("Spending", "sellers earn more or less,|inputs are bought anew"),
        ("Wages and prices", "who lost customers sells|cheaper; dear parts spread"),
        ("until nothing changes, every market cleared and every account balanced",),
        ("New balance", "checked before it is shown"),
    ),
    "fr": (
        "D’une mesure à un nouvel équilibre",
        ("La mesure", "un embargo ferme une voie,|un coût la renchérit"),
        ("Les parts", "les acheteurs quittent le vendeur|plus cher pour les autres"),
        ("Les dépenses", "les ventes changent, et avec|elles les achats de pièces"),
        ("Salaires et prix", "qui perd ses clients vend moins|cher ; les hausses se transmettent"),
        ("jusqu’à ce que rien ne bouge : marchés soldés, comptes équilibrés",),
        ("Nouvel équilibre", "vérifié avant d’être montré"),
    ),
}  # fmt: skip
NAMES = {
    "en": {"CHN": "China", "EU": "European Union", "IND": "India", "TUR": "Türkiye",
           "BLR": "Belarus", "KAZ": "Kazakhstan", "KOR": "South Korea", "JPN": "Japan",
           "USA": "United States", "GBR": "United Kingdom", "UKR": "Ukraine",
           "ROW": "Rest of the world"},
    "fr": {"CHN": "Chine", "EU": "Union européenne", "IND": "Inde", "TUR": "Turquie",
           "BLR": "Biélorussie", "KAZ": "Kazakhstan", "KOR": "Corée du Sud", "JPN": "Japon",
           "USA": "États-Unis", "GBR": "Royaume-Uni", "UKR": "Ukraine",
           "ROW": "Reste du monde"},
}  # fmt: skip
WORDS = {
    "en": ("Share of Russia’s goods exports, per cent", "2021, reported by partners",
           "by the model, with the sanctions of 2023", "2023, reported by partners",
           "Illustrative world of 2021; partners’ own reports (docs/explanation/what-if.md)"),
    "fr": ("Part dans les exportations russes de biens, en pour cent",
           "2021, déclaré par les partenaires", "selon le modèle, avec les sanctions de 2023",
           "2023, déclaré par les partenaires",
           "Monde illustratif de 2021 ; déclarations des partenaires (what-if.fr.md)"),
}  # fmt: skip


def text(x: float, y: float, words: str, *, size: int = 14, fill: str = INK, more: str = "") -> str:
    """Return a line of text."""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{fill}"{more}>{escape(words)}</text>'
    )


def page(width: int, height: int, title: str, *parts: str) -> str:
    """Return a drawing with its title for screen readers, on white in light and dark alike."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" font-family="system-ui, sans-serif">'
    )
    ground = f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    return "\n".join([head, f"<title>{escape(title)}</title>", ground, *parts, "</svg>", ""])


def loop(language: str) -> str:
    """Return the five steps as boxes, three of them in a circle."""
    title, measure, *circle, (until,), balance = LOOP[language]
    boxes = [(14, 120, measure), (280, 40, circle[0]), (546, 120, circle[1]), (280, 200, circle[2])]
    arrows = (
        "M224 140 C250 130 255 110 276 92",  # the measure changes the shares
        "M494 84 C550 88 590 96 626 116",  # then round: shares, spending, wages and prices
        "M630 192 C595 224 550 238 494 240",
        "M385 196 L385 116",
        "M385 320 L385 340",
    )
    head = (
        '<defs><marker id="a" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" '
        f'markerHeight="7" orient="auto"><path d="M0 0 L10 5 L0 10 z" fill="{SOFT}"/></marker>'
        "</defs>"
    )
    lines = (
        f'<path d="{path}" fill="none" stroke="{SOFT}" stroke-width="1.6" marker-end="url(#a)"/>'
        for path in arrows
    )
    words = text(385, 308, until, size=13, fill=SOFT, more=' text-anchor="middle"')
    drawn = (box(x, y, *step) for x, y, step in boxes)
    return page(770, 420, title, head, *drawn, *lines, words, box(280, 344, *balance, strong=True))


def box(x: float, y: float, name: str, words: str, *, strong: bool = False) -> str:
    """Return a box with a name and up to two lines."""
    lines = words.split("|")
    fill, edge = ("#e3f1fa", MODEL) if strong else ("#f5f7fa", LINE)
    parts = [
        f'<rect x="{x}" y="{y}" width="210" height="{38 + 16 * len(lines)}" rx="6" fill="{fill}" '
        f'stroke="{edge}"/>',
        text(x + 105, y + 22, name, more=' text-anchor="middle" font-weight="600"'),
    ]
    parts += [
        text(x + 105, y + 42 + 16 * n, line, size=11, fill=SOFT, more=' text-anchor="middle"')
        for n, line in enumerate(lines)
    ]
    return "\n".join(parts)


def russia(language: str) -> str:
    """Return shares of Russia's exports by partner: before, by the model, as reported."""
    from scenarios_observed import compared_after

    from rapprochement.workflow import baselines

    found = [c for c in compared_after(baselines.load()) if c.direction == "exports"]
    found.sort(key=lambda c: -max(c.before, c.observed))
    title, *keys, note = WORDS[language]
    left, top, row, wide = 190, 84, 27, 520
    scale = wide / 45
    height = top + row * len(found) + 54
    parts = [text(16, 28, title, size=16, more=' font-weight="600"')]
    for n, (key, mark) in enumerate(zip(keys, ("was", "model", "seen"), strict=True)):
        x = (20, 240, 520)[n]
        parts += [_mark(mark, x, 50), text(x + 12, 54, key, size=11, fill=SOFT)]
    for tick in range(0, 45, 10):
        x = left + scale * tick
        parts.append(f'<path d="M{x:g} {top - 8} V{top + row * len(found) - 6}" stroke="{LINE}" '
                     'stroke-width="1"/>')  # fmt: skip
        parts.append(text(x, top + row * len(found) + 10, str(tick), size=11, fill=SOFT,
                          more=' text-anchor="middle"'))  # fmt: skip
    for n, each in enumerate(found):
        y = top + row * n + 6
        was, model, seen = (left + scale * v for v in (each.before, each.modelled, each.observed))
        parts.append(text(left - 14, y + 4, NAMES[language][each.partner], size=13,
                          more=' text-anchor="end"'))  # fmt: skip
        parts.append(f'<path d="M{was:g} {y} H{model:g}" stroke="{MODEL}" stroke-width="2.5"/>')
        parts += [_mark("was", was, y), _mark("model", model, y), _mark("seen", seen, y)]
    parts.append(text(16, height - 12, note, size=11, fill=SOFT))
    return page(760, height, title, *parts)


def _mark(kind: str, x: float, y: float) -> str:
    if kind == "seen":
        return f'<path d="M{x:g} {y - 7:g} V{y + 7:g}" stroke="{SEEN}" stroke-width="3"/>'
    fill = WAS if kind == "was" else MODEL
    return f'<circle cx="{x:g}" cy="{y:g}" r="5" fill="{fill}"/>'


def main() -> None:
    """Write the four pictures."""
    OUT.mkdir(parents=True, exist_ok=True)
    for language, ending in (("en", ""), ("fr", ".fr")):
        (OUT / f"what-if-loop{ending}.svg").write_text(loop(language), "utf-8")
        (OUT / f"what-if-russia{ending}.svg").write_text(russia(language), "utf-8")


if __name__ == "__main__":
    main()
