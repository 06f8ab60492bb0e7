"use strict";
// The map of a release: its layers, each to be shown or hidden, and what each feature says. It loads nothing.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const said = { bigger: "拡大 Zoom in", smaller: "縮小 Zoom out", close: "閉じる Close", next: "次の図形" };
  const map = offlineMap(data.bounds, 16, () => said);

  function told(layer, values) {
    const box = document.createElement("div"), list = document.createElement("dl");
    box.appendChild(document.createElement("strong")).textContent = layer.title;
    layer.fields.forEach((field, i) => {
      if (!values[i]) return;
      list.appendChild(document.createElement("dt")).textContent = field;
      list.appendChild(document.createElement("dd")).textContent = values[i];
    });
    box.appendChild(list);
    return box;
  }

  function drawn(layer) {
    const style = { color: layer.colour, weight: 2.5, fillColor: layer.colour, fillOpacity: 0.25 };
    const features = layer.features.map(([geometry, properties]) => ({ type: "Feature", geometry, properties }));
    return L.geoJSON(features, {
      style: (feature) => (feature.geometry.type.endsWith("Point") ? {} : style),
      pointToLayer: (feature, place) => L.circleMarker(place, { ...style, color: "#000", weight: 1.5, radius: 7, fillOpacity: 1 }),
      onEachFeature: (feature, shape) => shape.bindPopup(() => told(layer, feature.properties), { maxWidth: 300 }),
    });
  }

  // the switch of a layer goes into its heading in the list, which is there without scripts too
  function switchOf(heading, layer) {
    const label = document.createElement("label"), box = document.createElement("input"), key = document.createElement("span");
    const name = document.createElement("span");
    box.type = "checkbox";
    box.checked = true;
    key.className = "key";
    key.style.backgroundColor = layer.colour;
    name.append(...heading.childNodes);
    label.append(box, key, name);
    heading.append(label);
    return box;
  }

  // one feature after the other, for those who use no mouse
  function stepper(item, layer, shapes) {
    const button = document.createElement("button");
    let at = -1;
    button.type = "button";
    button.textContent = `${said.next} Next`;
    button.setAttribute("aria-label", `${layer.title}：${said.next} Next`);
    button.addEventListener("click", () => {
      at = (at + 1) % shapes.length;
      const bounds = shapes[at].getBounds ? shapes[at].getBounds() : L.latLngBounds([shapes[at].getLatLng()]);
      map.fitBounds(bounds, { maxZoom: 17, padding: [40, 40], animate: false });
      shapes[at].openPopup(shapes[at].getBounds ? bounds.getCenter() : undefined);
      const values = layer.features[at][1].map((value, i) => value && `${layer.fields[i]} ${value}`).filter(Boolean).slice(0, 6);
      document.getElementById("told").textContent = `${layer.title} ${at + 1} / ${shapes.length}：${values.join("、")}`;
    });
    item.append(button);
  }

  // points lie over lines over areas, and many small areas over few large ones, whichever was switched on last
  const RANKS = { Polygon: 0, MultiPolygon: 0, GeometryCollection: 0, LineString: 1, MultiLineString: 1 };
  const below = (layer) => [RANKS[layer.features[0][0].type] ?? 2, layer.features.length];
  const all = [];
  function arrange() {
    all.filter(({ shapes }) => map.hasLayer(shapes)).forEach(({ shapes }) => shapes.bringToFront());
  }

  document.querySelectorAll("#layers li").forEach((item, i) => {
    const layer = data.layers[i];
    if (!layer.features.length) return;
    const shapes = drawn(layer), box = switchOf(item.querySelector("h2"), layer);
    shapes.addTo(map);
    all.push({ shapes, place: below(layer) });
    box.addEventListener("change", () => { if (box.checked) { shapes.addTo(map); arrange(); } else shapes.remove(); });
    stepper(item, layer, shapes.getLayers());
  });
  all.sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1]);
  arrange();

  document.getElementById("print").hidden = false;
  document.getElementById("print").addEventListener("click", () => window.print());
  performance.mark("ready");
})();
