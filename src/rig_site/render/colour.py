"""A group's own colour, made readable on light pages and on dark ones."""

from __future__ import annotations

RGB = tuple[float, float, float]

LIGHT_PAGE = "#f5f2ed"
DARK_PAGE = "#1d2125"
"""The theme's darkest light ground and its lightest dark one: what can be read there can be read on the others."""

CONTRAST = 4.5
"""What WCAG 2.2 asks of text (1.4.3)."""


def accent(colour: str) -> tuple[str, str]:
    """Return a colour as near as possible to the given one for light pages, and one for dark pages.

    `colour` is `#rgb` or `#rrggbb`.  It is mixed with black (or with
    white) until text in it can be read.

    >>> accent("#0b5a74")
    ('#0b5a74', '#598fa0')
    """
    given = _parse(colour)
    return _readable(given, on=_parse(LIGHT_PAGE), towards=(0, 0, 0)), _readable(
        given, on=_parse(DARK_PAGE), towards=(1, 1, 1)
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it, from 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    return _contrast(_parse(one), _parse(other))


def _readable(colour: RGB, *, on: RGB, towards: RGB) -> str:
    shares = (step / 50 for step in range(51))
    mixes = (_mix(colour, towards, share) for share in shares)
    return _hex(next(mix for mix in mixes if _contrast(_parse(_hex(mix)), on) >= CONTRAST))


def _mix(colour: RGB, other: RGB, share: float) -> RGB:
    red, green, blue = (one + (two - one) * share for one, two in zip(colour, other, strict=True))
    return red, green, blue


def _contrast(one: RGB, other: RGB) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: RGB) -> float:
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parse(colour: str) -> RGB:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4))
    return red, green, blue


def _hex(colour: RGB) -> str:
    return "#" + "".join(f"{round(value * 255):02x}" for value in colour)
