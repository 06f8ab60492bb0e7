"""What a cell of a dataset should be, and what of a wrong one can be repaired for certain.

Every rule takes the text of a cell and gives (text, what): ``what`` is a key of ``REPAIRS`` when the text was
repaired, of ``PROBLEMS`` when a person must look, or None. Nothing is guessed.
"""

import re
import unicodedata
from datetime import date

# in Japanese, for the table of problems that staff work through
REPAIRS = {
    "width": "全角・半角をそろえました",
    "comma": "数値の桁区切り・単位の空白を除きました",
    "zero": "市区町村コードの先頭の0を補いました(検査数字で確認)",
    "date": "日付を年-月-日の形にしました",
    "time": "時刻を時:分の形にしました",
    "kana": "カナの半角文字・長音記号を全角カタカナにしました",
    "flag": "○印・有を1にしました",
    "swapped": "緯度と経度が逆でした",
    "header": "列名の表記ゆれを読み替えました",
    "corporate": "法人番号の全角・区切りをそろえました",
}
PROBLEMS = {
    "required": "必須の項目が空です",
    "number": "数値ではありません",
    "digits": "指数表記(1E+9など)になっています。元の番号は復元できません",
    "code": "市区町村コードの検査数字が合いません",
    "date_": "日付として読めません",
    "time_": "時刻として読めません",
    "kana_": "全角カタカナではありません",
    "url": "URLではありません",
    "choice": "選択肢にない値です",
    "twice": "同じ番号の行があります",
    "range": "緯度・経度が日本の範囲にありません",
    "half": "緯度・経度の片方しかありません",
    "columns": "列の数が見出しと違います",
    "unknown": "データセットの定義にない列です",
    "missing": "対応する項目がありません",
    "no place": "位置がありません",
    "weekday": "曜日は「月火水木金土日」の文字で書きます",
    "corporate_": "法人番号の検査数字が合いません",
    "no area": "人口表の地域に対応する区域がありません",
    "many areas": "同じ名前の区域が複数あり、決められません",
    "not counted": "人口表にない区域です",
    "cut": "使えない項目名を変えました",
}
NOTES = {
    "unused": "どの列にも入らない項目です(公開されません)",
    "blank": "空の行を読み飛ばしました",
    "derived": "ほかの項目から作りました",
}
SAID = {**REPAIRS, **PROBLEMS, **NOTES}

FLAG = ("1",)
FLAG_WORDS = {"○": "1", "〇": "1", "◯": "1", "有": "1", "無": "", "0": ""}
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_ERA_DATE = re.compile(r"(令和|平成|昭和|大正|明治)(元|\d{1,2})年(\d{1,2})月(\d{1,2})日")
_TIME = re.compile(r"(\d{1,2})[:時](\d{2})(?::\d{2}|分)?")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+\d+", re.I)
_KANA = re.compile(r"[\u30a0-\u30ff\u3000 ・（）()0-9０-９A-Za-zＡ-Ｚａ-ｚ\-−－～〜&＆、。．.,/／「」]*")
_LATITUDES, _LONGITUDES = (20.0, 46.0), (122.0, 154.0)  # Japan


def check_digit(code):
    """The check digit of the five digits of a municipality (JIS X 0401, 0402; weights 6 to 2, modulus 11).

    >>> check_digit("10382")
    '9'
    """
    total = sum(weight * int(digit) for weight, digit in zip(range(6, 1, -1), code, strict=True))
    return str((11 - total % 11) % 10)


def number(text):
    """A decimal number in plain digits."""
    plain = unicodedata.normalize("NFKC", text).strip()
    digits = plain.replace(",", "")
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", digits):
        return text, "number"
    if digits == text:
        return text, None
    return digits, "comma" if digits != plain or plain == text.strip() else "width"


def municipality(text):
    """A municipality's code of six digits with its check digit, which also proves that a zero in front was lost."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if _SCIENTIFIC.fullmatch(plain):
        return text, "digits"
    if len(plain) == 5 and plain.isdigit() and check_digit("0" + plain[:4]) == plain[4]:
        return "0" + plain, "zero"
    if len(plain) in (2, 5) and plain.isdigit():
        return plain, None if plain == text else "width"
    if len(plain) != 6 or not plain.isdigit() or check_digit(plain[:5]) != plain[5]:
        return text, "code"
    return plain, None if plain == text else "width"


def identity(text):
    """A number or name of a row, kept as it is."""
    return text, "digits" if _SCIENTIFIC.fullmatch(text.strip()) else None


def day(text):
    """A date as year-month-day; eras and slashes are read."""
    plain = unicodedata.normalize("NFKC", text).strip()
    era, western = _ERA_DATE.fullmatch(plain), _DATE.fullmatch(plain)
    try:
        if era:
            name, year, month, of_month = era.groups()
            found = date(_ERAS[name] + (1 if year == "元" else int(year)), int(month), int(of_month))
        elif western:
            found = date(*map(int, western.groups()))
        else:
            return text, "date_"
    except ValueError:
        return text, "date_"
    return found.isoformat(), None if found.isoformat() == text else "date"


def clock(text):
    """A time of day as hour:minute; 24:00 and later stand for the night after."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _TIME.fullmatch(plain)
    if not found or int(found[2]) > 59 or int(found[1]) > 29:
        return text, "time_"
    right = f"{int(found[1]):02d}:{found[2]}"
    return right, None if right == text else "time"


def kana(text):
    """A reading in full-width katakana."""
    full = unicodedata.normalize("NFKC", text) if re.search("[\uff61-\uff9f]", text) else text
    full = re.sub("(?<=[\u30a1-\u30fa])[―—‐-]", "ー", full)
    if not _KANA.fullmatch(full):
        return text, "kana_"
    return full, None if full == text else "kana"


def url(text):
    """An address that begins with http:// or https://."""
    return text, None if re.match(r"https?://[^\s<>\"]+", text) else "url"


def weekdays(text):
    """Days of the week as 月火水木金土日, with 祝 for holidays."""
    return text, None if re.fullmatch("[月火水木金土日祝;；、,・]+", text) else "weekday"


def corporate_number(text):
    """A corporate number (法人番号): 13 digits, the first one a check digit (weights 1, 2, 1 … from the right).

    >>> corporate_number("7000012050002")
    ('7000012050002', None)
    """
    plain = unicodedata.normalize("NFKC", text).replace("-", "").strip()
    if not re.fullmatch(r"[1-9]\d{12}", plain):
        return text, "digits" if _SCIENTIFIC.fullmatch(plain) else "corporate_"
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(plain[1:])))
    if 9 - total % 9 != int(plain[0]):
        return text, "corporate_"
    return plain, None if plain == text else "corporate"


def choice(text, choices):
    """One of a code list, or several joined by ; . Where the only choice is 1, a circle or 有 means it, 無 nothing."""
    if choices == FLAG and text in FLAG_WORDS:
        return FLAG_WORDS[text], "flag"
    return text, None if set(re.split("[;；]", text)) <= set(choices) else "choice"


def place(latitude, longitude):
    """Latitude, longitude as numbers (None where there is no place) and what was found."""
    if not latitude.strip() and not longitude.strip():
        return None, None, None
    if not latitude.strip() or not longitude.strip():
        return None, None, "half"
    (north, wrong_north), (east, wrong_east) = number(latitude), number(longitude)
    if "number" in (wrong_north, wrong_east):
        return None, None, "number"
    north, east = float(north), float(east)
    if _between(north, _LATITUDES) and _between(east, _LONGITUDES):
        return north, east, None
    if _between(east, _LATITUDES) and _between(north, _LONGITUDES):
        return east, north, "swapped"
    return None, None, "range"


def _between(value, limits):
    return limits[0] <= value <= limits[1]


_KINDS = {"number": number, "date": day, "time": clock, "url": url}
# text columns that are known by how their names end
_ENDINGS = {"_カナ": kana, "利用可能曜日": weekdays, "診療曜日": weekdays, "法人番号": corporate_number}


def looked_at(text, column, codes, ids):
    """(text, what) for a cell of ``column`` (a DatasetColumn); ``codes`` and ``ids`` are names of such columns."""
    if not text:  # an empty flag says no
        return text, "required" if column.required and column.choices != FLAG else None
    if column.name in codes:
        return municipality(text)
    if column.name in ids:
        return identity(text)
    if column.choices:
        return choice(text, column.choices)
    rule = _KINDS.get(column.kind) or next((rule for end, rule in _ENDINGS.items() if column.name.endswith(end)), None)
    return rule(text) if rule else (text, None)
