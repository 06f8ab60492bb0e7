"""File names from titles that people gave: safe on every system, and each once."""

import re

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\u202a-\u202e\u2066-\u2069]|^\.+|[. ]+$')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.I)  # by Windows
_LONGEST = 80


def safe_name(title, otherwise="_"):
    """``title`` as the stem of a file's name; ``otherwise`` where nothing of it is left.

    >>> safe_name("../../x"), safe_name("道路/橋. "), safe_name("CON")
    ('_.._x', '道路_橋', '_CON')
    """
    name = _UNSAFE.sub("_", title)[:_LONGEST].rstrip(". _") or otherwise
    return f"_{name}" if _RESERVED.match(name) else name


def safe_names(titles, taken=()):
    """A safe name for each of ``titles``, none twice and none of ``taken`` where a system does not tell capitals from
    small letters.

    >>> safe_names(["道路", "道路", "A", "a", "index"], taken=["index"])
    ['道路', '道路_2', 'A', 'a_2', 'index_2']
    """
    names, used = [], {name.casefold() for name in taken}
    for title in titles:
        name, number = safe_name(title), 2
        while name.casefold() in used:
            name, number = f"{safe_name(title)}_{number}", number + 1
        names.append(name)
        used.add(name.casefold())
    return names
