"""A small disaster in the town: layers as the hub has them, hostile text in every field, photos with metadata."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from PIL import Image

# the town office in zone IX
OFFICE = (-93881.979, 24082.032)
HOSTILE = '"><script>window.hacked=1</script><img src=x onerror="window.hacked=1">\'&;]]>{{7*7}}$title\x07../../x'


def damage_frame(count=4, spread=2000.0):
    """Damage points round the office: kinds in turn, all confirmed but every fourth."""
    rng = np.random.default_rng(1)
    x, y = OFFICE
    number = np.arange(count)
    return gpd.GeoDataFrame(
        {
            "件名": [f"被害{i}" for i in number],
            "災害種別": np.array(["土砂崩れ", "落石", "倒木", "浸水"])[number % 4],
            "status": np.array(["確認済", "応急対応中", "未確認", "復旧済"])[number % 4],
            "被害程度": np.array(["大", "中", "小"])[number % 3],
            "確認日時": pd.to_datetime(["2026-11-24T00:30:00Z"] * count),
            "被害状況": [f"道路に土砂が出ています。幅{i + 1}メートル。" for i in number],
            "note": ["職員の覚え書き"] * count,
        },
        geometry=shapely.points(x + rng.uniform(-spread, spread, count), y + rng.uniform(-spread, spread, count)),
        crs=6677,
    )


@pytest.fixture
def damage(tmp_path):
    damage_frame().to_file(tmp_path / "damage.gpkg", layer="damage_points")
    return tmp_path / "damage.gpkg"


@pytest.fixture
def closures(tmp_path):
    x, y = OFFICE
    frame = gpd.GeoDataFrame(
        {"road": ["県道45号線", "町道本宿線"], "kind": ["全面通行止", "片側交互通行"],
         "reason": ["土砂崩れのため", "落石のため"], "closed_from": pd.to_datetime(["2026-11-23T21:00:00Z", None]),
         "note": ["", "係員がいます"]},
        geometry=[shapely.LineString([(x, y), (x + 600, y + 300), (x + 900, y + 200)]),
                  shapely.MultiLineString([[(x - 900, y), (x - 500, y - 300)]])],
        crs=6677,
    )  # fmt: skip
    frame.to_file(tmp_path / "closures.gpkg", layer="closures", promote_to_multi=True)
    return tmp_path / "closures.gpkg"


@pytest.fixture
def shelters(tmp_path):
    x, y = OFFICE
    frame = gpd.GeoDataFrame(
        {"name": ["下仁田小学校", "公民館"], "name_kana": ["シモニタショウガッコウ", "コウミンカン"],
         "address": ["下仁田町下仁田1", ""], "phone": ["0274-82-2111", ""], "capacity": [120, 40],
         "status": ["開設中", "未開設"]},
        geometry=[shapely.Point(x + 200, y - 200), shapely.Point(x - 700, y + 500)], crs=6677,
    )  # fmt: skip
    frame.to_file(tmp_path / "shelters.gpkg", layer="evacuation_sites")
    return tmp_path / "shelters.gpkg"


@pytest.fixture
def districts(tmp_path):
    x, y = OFFICE
    boxes = [shapely.box(x - 5000, y - 5000, x, y + 5000), shapely.box(x, y - 5000, x + 5000, y + 5000)]
    gpd.GeoDataFrame({"大字名": ["西牧", "下仁田"]}, geometry=boxes, crs=6677).to_file(tmp_path / "districts.gpkg")
    return tmp_path / "districts.gpkg"


@pytest.fixture
def terrain(tmp_path):
    """A hill, 40 m cells."""
    import rasterio
    from rasterio.transform import from_origin

    x, y = OFFICE
    row, column = np.mgrid[0:200, 0:200]
    heights = (300 + 400 * np.exp(-((row - 80) ** 2 + (column - 120) ** 2) / 3000)).astype(np.float32)
    path = tmp_path / "terrain.tif"
    with rasterio.open(path, "w", driver="GTiff", width=200, height=200, count=1, dtype="float32", crs="EPSG:6677",
                       transform=from_origin(x - 4000, y + 4000, 40, 40)) as file:  # fmt: skip
        file.write(heights, 1)
    return path


@pytest.fixture
def wanted(damage, closures, shelters, districts):
    """Everything but photos and ground."""
    from shimonita_gis.opendata.disastermap import Wanted
    from shimonita_gis.opendata.disastermap_items import Source

    layers = {"damage": damage, "closure": closures, "shelter": shelters}
    return Wanted({group: Source(str(path)) for group, path in layers.items()}, Source(str(districts)))


@pytest.fixture
def statement():
    from datetime import datetime

    from shimonita_gis.opendata.attributes import JAPAN
    from shimonita_gis.opendata.disastermap import Statement

    return Statement(datetime(2026, 11, 24, 9, 0, tzinfo=JAPAN), "総務課 0274-82-2111", "総務課長")


def photo(path, size=(3000, 2000), orientation=6):
    """A JPEG with EXIF (GPS, maker, a thumbnail's worth of text), XMP and a comment."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x9286] = "SecretCamera", orientation, "SecretComment"
    exif.get_ifd(0x8825)[2] = (36.0, 12.0, 45.0)
    picture = Image.new("RGB", size, (120, 90, 60))
    picture.paste((200, 40, 40), (0, 0, size[0] // 2, size[1] // 2))
    picture.save(path, "JPEG", exif=exif, comment=b"SecretComment", xmp=b"<x:xmpmeta>SecretXmp</x:xmpmeta>")
    return path
