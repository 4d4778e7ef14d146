"""Invented names: places, schools, streets and people that stand in no register."""

from __future__ import annotations

import itertools

import numpy as np

FIRST = (
    "Ash", "Barn", "Birch", "Black", "Bram", "Brook", "Chalk", "Clay", "Cold", "Crow", "Dun",
    "Elder", "Elm", "Fair", "Fern", "Field", "Flint", "Fox", "Gold", "Grey", "Hart", "Hawk",
    "Hazel", "Heath", "Holly", "Honey", "Horn", "Ivy", "Kings", "Lamb", "Lark", "Lime", "Linden",
    "Long", "Maple", "Marsh", "May", "Mill", "Moss", "Nut", "Oak", "Otter", "Pear", "Pine",
    "Plum", "Quarry", "Raven", "Red", "Reed", "Rook", "Rose", "Rush", "Rye", "Sedge", "Shep",
    "Silver", "Sloe", "Stone", "Swan", "Thorn", "Wald", "Wheat", "Wil", "Wren", "Yew",
)  # fmt: skip
SECOND = (
    "bourne", "bridge", "brook", "burgh", "bury", "combe", "cote", "cross", "den", "dean", "down",
    "ey", "field", "fleet", "fold", "ford", "gate", "grave", "ham", "hanger", "haven", "hithe",
    "holt", "hurst", "ing", "lake", "lea", "leigh", "low", "marsh", "mere", "minster", "mouth",
    "ness", "over", "pool", "port", "ridge", "sole", "stead", "stoke", "stow", "thorpe", "ton",
    "vale", "well", "wick", "wold", "wood", "worth",
)  # fmt: skip
BEFORE = ("", "Great ", "Little ", "Upper ", "Lower ", "North ", "South ", "East ", "West ")
SAINTS = (
    "Mary", "Peter", "John", "Anselm", "Botolph", "Cuthbert", "Edith", "Swithin",
    "Th\u00e9r\u00e8se",    "Ethelburga", "Wilfrid", "Mildred", "Dunstan", "Fran\u00e7ois",
)  # fmt: skip
STREETS = (
    "School Lane",
    "Church Street",
    "Mill Road",
    "The Green",
    "Station Road",
    "Vicarage Lane",
)
HEADS_FIRST = ("Zebulon", "Philippina", "Ottoline", "Barnabus", "Hepzibah", "Ignatia", "Thaddea")
HEADS_LAST = (
    "Quackenthorpe", "Zwillingham", "Featherbottomley", "Ogglesworthy", "Pumblechooke",
    "Xanthopolous-Jibb", "Wimpledale", "Vavasseur-Tonks", "Yaffingham",
)  # fmt: skip
MARKUP = (
    "<script>alert('{name}')</script>",
    '=HYPERLINK("http://example.invalid/","{name}")',
    "{name} <img src=x onerror=alert(1)>",
    "@SUM(1+1) {name}",
)
"""Names that a page or a spreadsheet must not obey; {name} is the school's own."""


def places(count: int, rng: np.random.Generator) -> np.ndarray:
    """Invented place names (n objects); each is used once before any is used again."""
    parts = itertools.product(BEFORE, FIRST, SECOND)
    every = np.array(["".join(part) for part in parts if part[1].lower() != part[2]], dtype=object)
    plain = rng.permutation(every[: len(every) // len(BEFORE)])
    ordered = np.concatenate([plain, rng.permutation(every[len(plain) :])])
    return np.resize(ordered, count)


def of_primary(place: str, town: str, saint: str, kind: int) -> str:
    """The name of a primary school; `kind` 0 to 99 chooses how it is named."""
    if kind < 35:
        return f"{place} Primary School"
    if kind < 50:
        return f"{place} Community Primary School"
    if kind < 70:
        return f"{place} Church of England Primary School"
    if kind < 75:
        return f"The {place} School"
    if kind < 90:
        return f"St {saint}'s Catholic Primary School, {town}"
    return f"St {saint}'s Church of England Primary School"


def of_academy(name: str, kind: int) -> str:
    """The name that a school takes when it becomes an academy: half of them keep theirs."""
    return name.replace("Primary School", "Primary Academy") if kind % 2 else name


def of_other(place: str, phase: str) -> str:
    """The name of a school that teaches no primary pupils."""
    ending = {
        "Secondary": "High School",
        "Nursery": "Nursery School",
        "Special": "Park School",
        "Independent": "House Preparatory School",
    }[phase]
    return f"{place} {ending}"
