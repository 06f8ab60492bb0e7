"""The agreed datasets: every row of a real town's files, and export, import, export of every definition."""

import tempfile
from pathlib import Path

import geopandas
import shapely
from row import Row, seconds

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "opendata" / "yaizu"


def rows():
    from shimonita_gis.opendata.datasets import all_datasets

    if REAL.is_dir():
        yield _real_files()
    same, took = 0, 0.0
    for wanted in all_datasets():
        with tempfile.TemporaryDirectory() as name:
            once, equal = seconds(lambda wanted=wanted, name=name: _round_trip(wanted, Path(name)), repeat=1)
        same, took = same + equal, took + once
    count = len(all_datasets())
    yield Row("export, import, export: same bytes", f"{same} of {count}, {took:.1f} s", "-", "all", same == count)


def _real_files():
    """Rows counted by pandas, which knows nothing of our reader."""
    import pandas

    from shimonita_gis.opendata.importing import import_dataset

    def read_all():
        return {path: import_dataset(path) for path in sorted(REAL.glob("*.csv"))}

    def peer():
        return {path: _pandas(pandas, path) for path in sorted(REAL.glob("*.csv"))}

    (ours, imported), (theirs, counted) = seconds(read_all), seconds(peer)
    missing = 0
    for path, one in imported.items():
        listed = {remark.row for remark in one.remarks}
        placeless = [one.numbers[i] for i in one.frame.index[one.frame.geometry.isna()]]
        missing += abs(len(one.frame) - counted[path]) + sum(number not in listed for number in placeless)
    total = sum(counted.values())
    return Row(
        f"{len(imported)} real files, {total} rows in the layer or listed", f"{missing} missing, {ours:.2f} s",
        f"pandas, read only: {theirs:.2f} s", "0 missing", missing == 0,
    )  # fmt: skip


def _pandas(pandas, path):
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return len(pandas.read_csv(path, dtype=str, encoding=encoding).dropna(how="all"))
        except UnicodeDecodeError:
            continue
    raise ValueError(path)


def _round_trip(wanted, folder):
    from shimonita_gis.opendata.exporting import prepare_dataset, write_csv
    from shimonita_gis.opendata.importing import import_dataset

    values = {"number": "12", "date": "2024-04-01", "time": "08:30", "url": "https://example.jp/", "text": "=値"}
    columns = {c.name: [c.choices[0] if c.choices else values[c.kind]] * 3 for c in wanted.columns}
    source = folder / "source.gpkg"
    for target in ("a.csv", "b.csv"):
        frame = geopandas.GeoDataFrame(
            columns, geometry=[shapely.Point(138.7 + i / 7, 36.2) for i in range(3)], crs=6668
        )
        frame.to_file(source)
        write_csv(prepare_dataset(source, wanted), folder / target)
        columns = import_dataset(folder / target, wanted.id, wanted.layout).frame.drop(columns="geometry")
    return (folder / "a.csv").read_bytes() == (folder / "b.csv").read_bytes()
