"""Colours by name, for calendars: RFC 7986 (5.9) wants a name of CSS3, site.yaml has a hexadecimal number."""

from __future__ import annotations

NAMES = {
    "black": (0, 0, 0),
    "gray": (128, 128, 128),
    "silver": (192, 192, 192),
    "white": (255, 255, 255),
    "slategray": (112, 128, 144),
    "darkslategray": (47, 79, 79),
    "navy": (0, 0, 128),
    "midnightblue": (25, 25, 112),
    "blue": (0, 0, 255),
    "royalblue": (65, 105, 225),
    "steelblue": (70, 130, 180),
    "deepskyblue": (0, 191, 255),
    "lightblue": (173, 216, 230),
    "teal": (0, 128, 128),
    "turquoise": (64, 224, 208),
    "green": (0, 128, 0),
    "seagreen": (46, 139, 87),
    "limegreen": (50, 205, 50),
    "olive": (128, 128, 0),
    "yellowgreen": (154, 205, 50),
    "gold": (255, 215, 0),
    "orange": (255, 165, 0),
    "chocolate": (210, 105, 30),
    "saddlebrown": (139, 69, 19),
    "maroon": (128, 0, 0),
    "firebrick": (178, 34, 34),
    "red": (255, 0, 0),
    "tomato": (255, 99, 71),
    "crimson": (220, 20, 60),
    "hotpink": (255, 105, 180),
    "purple": (128, 0, 128),
    "indigo": (75, 0, 130),
    "blueviolet": (138, 43, 226),
    "orchid": (218, 112, 214),
}
DEFAULT = "teal"
"""That of the theme's own accent."""


def css_name(colour: str | None) -> str:
    """Return the nearest of the names to a colour `#rrggbb` or `#rgb`; a fixed one where there is no colour.

    >>> css_name("#2b6cb0"), css_name("#F00"), css_name(None)
    ('steelblue', 'red', 'teal')
    """
    if not colour:
        return DEFAULT
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    wanted = bytes.fromhex(digits)

    def distance(name: str) -> int:
        return sum((mine - yours) ** 2 for mine, yours in zip(NAMES[name], wanted, strict=True))

    return min(NAMES, key=distance)
