"""What is said about a photo, in English and Japanese: a constant template and the values that fill it."""

import json
from dataclasses import dataclass, field
from functools import cache

from shimonita_gis.resources import resource


@dataclass(frozen=True)
class Remark:
    """``text`` is an English template; its Japanese is in ``resources/photos/remarks_ja.json``."""

    text: str
    values: dict[str, object] = field(default_factory=dict)

    @property
    def english(self):
        return self._filled(self.text)

    @property
    def japanese(self):
        return self._filled(_japanese().get(self.text, self.text))

    def _filled(self, template):
        # values come from files: braces in them stay as they are
        return template.format(**self.values) if self.values else template


@cache
def _japanese():
    return json.loads(resource("photos", "remarks_ja.json").read_text(encoding="utf-8"))
