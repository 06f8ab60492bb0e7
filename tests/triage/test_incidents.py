"""Photos of one damage become one incident, and incidents stay what they are."""

import numpy as np
import pandas as pd
import pytest
import shapely
from triage.scene import pairwise_f1, photographed, places_of_damage

from shimonita_gis.photos.incidents import Aimed, clusters, merged, middle_of, split, with_best, with_incidents


def test_incidents_are_the_known_damages(town):
    damage, _, truth = photographed(town, count=300, damages=50)
    assert pairwise_f1(truth, with_incidents(damage)["incident"]) >= 0.95


def test_incident_lies_at_the_damage(town, storm):
    damage, _, truth = storm
    places, sizes = places_of_damage(town, 25)
    found = with_incidents(damage)
    off = [np.hypot(*(middle_of(group) - places[truth[group.index[0]]])) for _, group in found.groupby("incident")]
    assert np.median(off) < 5
    assert len(sizes) == found["incident"].nunique()


def test_names_do_not_depend_on_the_order_of_the_photos(damage):
    one = with_incidents(damage).set_index("photo")["incident"]
    other = with_incidents(damage.sample(frac=1, random_state=1)).set_index("photo")["incident"]
    assert (one == other.reindex(one.index)).all()


def test_later_flight_joins_the_incidents_that_are_there(damage, storm):
    first = damage["flight"] == damage["flight"].min()
    before = with_incidents(damage[first])
    both = before[[*damage.columns, "incident"]]
    after = with_incidents(pd.concat([both, damage[~first]], ignore_index=True))
    assert (after["incident"][: len(before)] == before["incident"]).all()
    truth = np.r_[storm[2][first.to_numpy()], storm[2][~first.to_numpy()]]
    assert pairwise_f1(truth, after["incident"]) >= 0.95
    seen_before = set(truth[: len(before)])
    again = [name for name, of in zip(after["incident"], truth, strict=True) if of in seen_before]
    assert set(again) == set(before["incident"])


def test_what_people_joined_or_split_stays(damage):
    found = with_incidents(damage)
    one, other = found["incident"].unique()[:2]
    found.loc[list(merged(found, [one, other])), "incident"] = list(merged(found, [one, other]).values())
    biggest = found["incident"].value_counts().index[0]
    apart = list(found.index[found["incident"] == biggest][:2])
    for index, name in split(found, apart).items():
        found.at[index, "incident"] = name
    again = with_incidents(found)
    assert (again["incident"] == found["incident"]).all()
    assert found.loc[apart, "incident"].nunique() == 1
    assert found.loc[apart[0], "incident"] not in (biggest, "")


def test_merged_incident_keeps_the_older_name(damage):
    found = with_incidents(damage)
    earliest = found.groupby("incident")["撮影日時"].min().sort_values()
    changes = merged(found, [earliest.index[3], earliest.index[1], earliest.index[2]])
    assert set(changes.values()) == {earliest.index[1]}


def test_different_kinds_at_one_place_are_two_incidents(damage):
    pair = damage.iloc[[0, 0]].reset_index(drop=True)
    pair["photo_id"] = ["a", "b"]
    assert with_incidents(pair)["incident"].nunique() == 1
    pair["災害種別"] = ["土砂崩れ", "建物損壊"]
    assert with_incidents(pair)["incident"].nunique() == 2


def test_photo_without_damage_has_no_incident(damage):
    damage.loc[3, "被害程度"] = "異常なし"
    found = with_incidents(damage)
    assert found.loc[3, "incident"] == ""
    assert not found.loc[3, "best"]
    assert (found["incident"].drop(3) != "").all()


def test_photo_that_could_be_anywhere_does_not_join_what_is_far(damage):
    pair = damage.iloc[[0, 0]].reset_index(drop=True).assign(photo_id=["a", "b"], flight=["1", "2"])
    x, y = pair.geometry.x[0], pair.geometry.y[0]
    pair = pair.set_geometry(shapely.points([x, x + 95], y), crs=pair.crs)  # well inside the ellipse
    pair[["ellipse_major", "ellipse_minor"]] = [[3.0, 3.0], [140.0, 140.0]]
    assert with_incidents(pair)["incident"].nunique() == 2


def test_each_incident_has_one_best_photo_with_its_reason(damage):
    found = with_incidents(damage)
    best = found[found["best"]]
    assert len(best) == found["incident"].nunique()
    assert all(why.english for why in best["why_best"])
    some = found[found["incident"] == found["incident"].value_counts().index[0]]
    worst = some["distance"].idxmax()
    found.loc[worst, ["災害種別", "被害程度"]] = ["土砂崩れ", "大"]
    assert with_best(found).loc[worst, "best"]


@pytest.mark.parametrize("rows", [0, 1])
def test_no_photo_and_one_photo(damage, rows):
    found = with_incidents(damage.iloc[:rows])
    assert len(found) == rows
    assert found["best"].sum() == rows


def test_thousand_photos_of_one_flat_survey_do_not_chain(town):
    """A flight that maps the town has an aim point every 60 metres: no incident grows along its strips."""
    damage, _, _ = photographed(town, count=300, damages=300, apart=0.0)
    grid = np.array([(i % 20 * 60.0, i // 20 * 60.0) for i in range(300)])
    damage = damage.set_geometry(shapely.points(grid), crs=6677)
    sizes = with_incidents(damage)["incident"].value_counts()
    assert sizes.max() <= 4


def test_cluster_of_nothing():
    empty = np.empty(0)
    assert clusters(Aimed(np.empty((0, 2)), np.empty((0, 2, 2)), empty, empty, empty, empty), 30, 10) == []
