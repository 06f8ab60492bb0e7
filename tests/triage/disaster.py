"""A disaster in the sample town as the headquarters sees it: layers in a hub, photos as files, graded damage."""

from datetime import timedelta

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from PIL import Image
from triage.scene import FIRST, photographed

from shimonita_gis.hub import workcopy
from shimonita_gis.hub.template import create_hub
from shimonita_gis.photos.incidents import with_incidents
from shimonita_gis.photos.layers import CAMERAS, DAMAGE, with_standard_fields

EDITOR = "山田"
KINDS = ("土砂崩れ", "道路損壊", "浸水", "倒木", "落石", "河川氾濫")
GRADES = ("大", "中", "小")


def hub_of(town, folder):
    """A hub with the town's districts, roads, river, houses, a landmark in each district, and one closed road."""
    hub = create_hub(folder, EDITOR)
    path = workcopy.check_out(hub, folder.with_name("作業コピー.gpkg"), (), EDITOR)
    for table, frame in _layers(town).items():
        names = gpd.read_file(path, layer=table, rows=0).columns.drop("geometry")
        frame.set_crs(6677, allow_override=True).reindex(columns=[*names, "geometry"]).to_file(
            path, layer=table, mode="a", promote_to_multi=table != "public_facilities", engine="pyogrio"
        )
    workcopy.sync(path, EDITOR, "初めの図")
    return hub


def _layers(town):
    districts = town.districts.rename(columns={"名称": "name"}).assign(kind="大字")
    border = [shapely.box(*town.bounds)]
    whole = gpd.GeoDataFrame({"name": ["下仁田町"], "kind": "市町村", "code": "103829"}, geometry=border, crs=6677)
    named = town.buildings[town.buildings["名称"] != ""]
    facilities = gpd.GeoDataFrame({"name": named["名称"].to_numpy()}, geometry=named.geometry.centroid.to_numpy())
    closed = town.roads.geometry.iloc[0]
    return {
        "administrative_areas": pd.concat([whole, districts[["name", "kind", "geometry"]]], ignore_index=True),
        "roads": town.roads.rename(columns={"名称": "name", "種別": "kind"})[["name", "kind", "geometry"]],
        "rivers": town.river.rename(columns={"名称": "name"})[["name", "geometry"]].set_geometry(
            town.river.geometry.centroid.to_crs(6677).apply(
                lambda p: shapely.LineString([(town.bounds[0], p.y), (town.bounds[2], p.y)])
            )
        ),
        "buildings": town.buildings[["geometry"]],
        "public_facilities": facilities,
        "closures": gpd.GeoDataFrame(
            {"road": ["県道45号線"], "kind": ["全面通行止"], "reason": ["土砂崩れのため"],
             "closed_from": pd.to_datetime([FIRST])}, geometry=[closed],
        ),
    }  # fmt: skip


def graded(town, count=120, damages=25):
    """(damage, cameras) with the standard fields, grouped into incidents. The photos of an incident are graded alike;
    every tenth photo shows nothing, and every seventh incident waits to be looked at."""
    damage, cameras, truth = photographed(town, count=count, damages=damages)
    damage["災害種別"] = [KINDS[t % len(KINDS)] for t in truth]
    damage["被害程度"] = [GRADES[t % len(GRADES)] for t in truth]
    waits = truth % 7 == 6
    damage.loc[waits, ["災害種別", "被害程度"]] = ["", "未確認"]
    damage.loc[np.arange(count) % 10 == 9, ["災害種別", "被害程度"]] = ["", "異常なし"]
    damage["被害状況"] = [f"町道に土砂が流れ出ています。幅およそ{5 + t}メートルです。" for t in truth]
    damage["通行支障有無"] = ["有" if t % 4 == 0 else "無" for t in truth]
    damage["確認日時"] = pd.to_datetime([FIRST + timedelta(hours=6, minutes=int(t)) for t in truth])
    damage["judged_by"] = EDITOR
    damage["住家被害（一部破損）"] = [2 if t % 5 == 0 else None for t in truth]
    damage["status"] = ["確認済" if t % 3 else "未確認" for t in truth]
    damage["timeline"] = [f"2024-10-13T16:00:00+09:00\t{state}\t{EDITOR}\t消防団" for state in damage["status"]]
    damage = with_incidents(damage)
    damage["why_best"] = ""
    cameras["photo_id"] = damage["photo_id"] = ""
    return with_standard_fields(damage, DAMAGE), with_standard_fields(cameras, CAMERAS)


def photograph(names, folder, size=(1600, 1200)):
    """A JPEG for each of ``names``, each of another colour."""
    folder.mkdir(parents=True, exist_ok=True)
    ramp = np.linspace(0, 1, size[0])[None, :, None] * np.linspace(0.4, 1, size[1])[:, None, None]
    for number, name in enumerate(names):
        colour = np.random.default_rng(number).uniform(60, 255, 3)
        Image.fromarray((ramp * colour).astype("uint8")).save(folder / name, "JPEG", quality=85)
    return folder
