"""Files made to break a reader: each is shown as text or rejected with a reason, quickly."""

import struct
import time

import numpy as np
import pytest

from shimonita_gis.errors import InputError, PhotoError
from shimonita_gis.photos.exif import read_tags
from shimonita_gis.photos.photo import read_photo
from shimonita_gis.photos.pictures import small
from shimonita_gis.photos.survey import read_photos, survey
from shimonita_gis.photos.track import read_track

LONGEST = 1.0  # seconds for one file, whatever is in it


def segment(marker, body):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(*segments):
    return b"\xff\xd8" + b"".join(segments) + b"\xff\xda\0\0\xff\xd9"


def xmp(text):
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + text.encode())


def tiff(entries, data=b"", order="<"):
    """One directory with entries (tag, kind, count, four bytes or number)."""
    body = b"".join(
        struct.pack(order + "HHI", tag, kind, count)
        + (value if isinstance(value, bytes) else struct.pack(order + "I", value))
        for tag, kind, count, value in entries
    )
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    return head + struct.pack(order + "H", len(entries)) + body + bytes(4) + data


def read(tmp_path, data, name="a.jpg"):
    path = tmp_path / name
    path.write_bytes(data)
    began = time.perf_counter()
    photos, rejected = read_photos([path])
    assert time.perf_counter() - began < LONGEST
    return photos[0] if photos else rejected[0][1].english


def test_an_entity_bomb_is_not_opened(tmp_path):
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><x:xmpmeta>&b;</x:xmpmeta>'
    )
    photo = read(tmp_path, jpeg(xmp(bomb)))
    assert "entities" in photo.notes[0].english


def test_directories_that_point_at_each_other_end_soon(tmp_path):
    """4,000 GPS pointers to one directory of 4,000 long values: minutes for a reader that follows each."""
    entries = [(0x8825, 4, 1, 8)] * 4000 + [(0x0002, 5, 900, 100)] * 1000
    assert read(tmp_path, jpeg(segment(0xE1, b"Exif\0\0" + tiff(entries)[:65000])))


def test_a_tag_of_a_thousand_million_values_is_cut(tmp_path):
    entries = [
        (0x010F, 2, 10**9, 8),
        (0x927C, 7, 10**9, 8),
        (0x0110, 4, 4 * 10**9, 8),
        (0x0131, 2, 2**32 - 1, 2**32 - 1),
    ]
    photo = read(tmp_path, jpeg(segment(0xE1, b"Exif\0\0" + tiff(entries))))
    assert len(photo.maker) <= 256


def test_markup_and_control_characters_in_text_stay_text(tmp_path):
    text = b"<img src=x onerror=alert(1)>\x07=cmd|'/c calc'!A0\0"
    data = tiff([(0x0110, 2, len(text), 8 + 2 + 12 + 4)], text)
    photo = read(tmp_path, jpeg(segment(0xE1, b"Exif\0\0" + data)))
    assert photo.model == "<img src=x onerror=alert(1)> =cmd|'/c calc'!A0"


def test_braces_in_a_name_are_shown_not_filled(tmp_path):
    folder = tmp_path / "{x}"
    folder.mkdir()
    (folder / "{file.__class__}.jpg").write_bytes(b"")
    (folder / "b.{0}").write_bytes(b"x")
    reasons = survey(folder).rejected.set_index("file")["reason"]
    assert reasons["b.{0}"] == "Not a photo: files that end in .{0} are left alone."


def test_a_date_of_1904_is_no_time(tmp_path):
    text = b"1904:01:01 00:00:00\0"
    exif = tiff([(0x0132, 2, len(text), 26)], text)
    photo = read(tmp_path, jpeg(segment(0xE1, b"Exif\0\0" + exif)))
    assert photo.clock is None
    assert "not believable" in photo.notes[0].english


@pytest.mark.parametrize("text", [
    "<a" * 9000, "<a>" * 20000, '<x:xmpmeta xmlns:x="adobe:ns:meta/">' + "<y>" * 5, "\0\0\0", "",
    "<a " + 'b="c" ' * 9000,
])  # fmt: skip
def test_xmp_that_is_no_xmp_is_a_remark(tmp_path, text):
    read(tmp_path, jpeg(xmp(text[:65000])))


def test_numbers_that_are_none_are_unknown(tmp_path):
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:RDF>'
        '<rdf:Description xmlns:drone-dji="http://www.dji.com/drone-dji/1.0/" drone-dji:GpsLatitude="nan" '
        'drone-dji:GpsLongitude="1e400" drone-dji:RelativeAltitude="+inf" drone-dji:GimbalYawDegree="9e99" '
        'drone-dji:GimbalPitchDegree="" drone-dji:DewarpData="a;b,c"/></rdf:RDF></x:xmpmeta>'
    )
    photo = read(tmp_path, jpeg(xmp(packet)))
    assert not photo.has_position
    assert np.isnan([photo.relative_altitude, photo.attitude.yaw, photo.attitude.pitch]).all()


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_byte_orders_and_a_zero_denominator(order):
    rationals = struct.pack(order + "6I", 36, 1, 12, 1, 0, 0)
    pointer = 8 + 2 + 12 + 4
    gps = struct.pack(order + "H", 1) + struct.pack(order + "HHII", 2, 5, 3, pointer + 18) + bytes(4)
    data = tiff([(0x8825, 4, 1, pointer)], gps + rationals, order)
    degrees = read_tags(lambda at, many: data[at : at + many])["GPSLatitude"]
    assert degrees[:2] == (36, 12)
    assert np.isnan(degrees[2])


def test_heic_box_of_no_length_ends(tmp_path):
    read(tmp_path, struct.pack(">I", 16) + b"ftypheic" + bytes(4) + bytes(4000), "a.heic")


def test_mutated_photos_are_all_accounted_for(flown, tmp_path):
    """Cut, flipped and overwritten bytes in the metadata of good photos of four makers."""
    random = np.random.default_rng(7)
    originals = [
        next(iter(sorted(flown(maker, -90)[0].iterdir()))).read_bytes() for maker in ("DJI", "Parrot", "Skydio")
    ]
    for number in range(150):
        (tmp_path / f"{number:03d}.jpg").write_bytes(mutated(originals[number % len(originals)], random))
    began = time.perf_counter()
    result = survey(tmp_path)
    assert time.perf_counter() - began < 150 * 0.1
    assert len(result.cameras) + len(result.rejected) == 150
    assert len(result.cameras) > 15


def mutated(data, random):
    """``data`` cut, or with bytes of its first 4 kB flipped, or with a part of them overwritten."""
    data = bytearray(data)
    kind = random.integers(3)
    if kind == 0:
        return bytes(data[: random.integers(len(data))])
    for _ in range(random.integers(1, 40)):
        data[random.integers(2, min(len(data), 4096))] = random.integers(256)
    if kind == 2:
        at = random.integers(20, min(len(data), 3000))
        data[at : at + 64] = bytes([random.choice([0, 255])]) * 64
    return bytes(data)


def test_mutated_real_photos_are_all_accounted_for(shared_data, tmp_path):
    random = np.random.default_rng(9)
    originals = [path.read_bytes()[:200_000] for path in sorted((shared_data / "photos").rglob("*.[jJ][pP][gG]"))]
    for number in range(100):
        (tmp_path / f"{number:03d}.jpg").write_bytes(mutated(originals[number % len(originals)], random))
    result = survey(tmp_path)
    assert len(result.cameras) + len(result.rejected) == 100


def test_an_unreadable_photo_is_a_reason_not_a_crash(tmp_path):
    with pytest.raises(PhotoError, match="cannot be read"):
        read_photo(tmp_path / "gone.jpg")


@pytest.mark.parametrize("document_type", [
    '<!DOCTYPE x SYSTEM "file:///etc/passwd">', '<!DOCTYPE x SYSTEM "http://example.com/x.dtd">',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
])  # fmt: skip
def test_no_document_type_is_followed(tmp_path, document_type):
    photo = read(tmp_path, jpeg(xmp(f'{document_type}<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>&a;</a></x:xmpmeta>')))
    assert "entities" in photo.notes[0].english
    track = tmp_path / "a.gpx"
    track.write_text(f"{document_type}<gpx><trk><trkseg/></trk></gpx>")
    with pytest.raises(InputError, match="cannot be read as a GPX track"):
        read_track(track)


def test_gps_time_of_1904_is_no_time(tmp_path):
    rationals, day = struct.pack("<6I", 1, 1, 2, 1, 3, 1), b"1904:01:01\0"
    pointer = 8 + 2 + 12 + 4
    after = pointer + 2 + 24 + 4
    entries = struct.pack("<HHII", 7, 5, 3, after) + struct.pack("<HHII", 0x1D, 2, len(day), after + len(rationals))
    exif = tiff([(0x8825, 4, 1, pointer)], struct.pack("<H", 2) + entries + bytes(4) + rationals + day)
    assert read(tmp_path, jpeg(segment(0xE1, b"Exif\0\0" + exif))).gps_time is None


def test_a_picture_that_says_it_is_huge_is_not_decoded(tmp_path, flown):
    """65,500 by 65,500 pixels would take 12 GB."""
    folder, _ = flown("DJI", -90)
    data = (folder / "DJI_0001.JPG").read_bytes()
    frame = data.rfind(b"\xff\xc0\0\x11\x08")
    (tmp_path / "a.jpg").write_bytes(data[: frame + 5] + struct.pack(">HH", 65500, 65500) + data[frame + 9 :])
    began = time.perf_counter()
    with pytest.raises(PhotoError, match="too large"):
        small(tmp_path / "a.jpg", 320)
    assert time.perf_counter() - began < LONGEST
