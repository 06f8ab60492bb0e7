"use strict";
// What the page does beyond showing its list: the map, the search, furigana and English. It loads nothing.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const items = Array.from(document.querySelectorAll(".items > li"));
  const byId = (id) => document.getElementById(id);
  const page = document.documentElement;

  // --- the map -------------------------------------------------------------------------------------------------
  const COLOURS = { damage: "#b34700", closure: "#8b0000", shelter: "#00528f" };
  const SHAPES = {
    damage(c, x, y, r) { c.moveTo(x, y - r); c.lineTo(x + r, y + r * 0.8); c.lineTo(x - r, y + r * 0.8); c.closePath(); },
    shelter(c, x, y, r) { c.rect(x - r * 0.8, y - r * 0.8, r * 1.6, r * 1.6); },
    closure(c, x, y, r) {
      const a = r * 0.35;
      c.moveTo(x, y - a);
      [[a * 1.6, -r], [r, -a * 1.6], [a, 0], [r, a * 1.6], [a * 1.6, r], [0, a],
       [-a * 1.6, r], [-r, a * 1.6], [-a, 0], [-r, -a * 1.6], [-a * 1.6, -r]].forEach((p) => c.lineTo(x + p[0], y + p[1]));
      c.closePath();
    },
  };
  L.Canvas.include({
    _drawMark(layer) {
      if (!this._drawing || layer._empty()) return;
      this._ctx.beginPath();
      SHAPES[layer.options.group](this._ctx, layer._point.x, layer._point.y, layer._radius);
      this._fillStroke(this._ctx, layer);
    },
  });
  const Mark = L.CircleMarker.extend({ _updatePath() { this._renderer._drawMark(this); } });

  const said = () => Object.fromEntries(Object.entries(data.words).map(([name, word]) => [name, word[page.lang] || word.ja]));
  const map = offlineMap(data.bounds, 15, said);
  if (data.relief) L.imageOverlay(data.relief.image, data.relief.bounds, { opacity: 0.75, alt: "" }).addTo(map);
  const GROUND = { water: { color: "#3b7ea1", weight: 1.5 }, road: { color: "#6b6b6b", weight: 1.5 },
                   edge: { color: "#4a4a4a", weight: 1, dashArray: "4 4" } };
  Object.keys(data.ground).forEach((kind) => {
    if (data.ground[kind].length) L.polyline(data.ground[kind], { ...GROUND[kind], interactive: false }).addTo(map);
  });

  const drawn = items.map((item, i) => {
    const place = data.places[i], group = item.className;
    if (!place) return null;
    const parts = [];
    if (place.lines) {
      parts.push(L.polyline(place.lines, { color: "#fff", weight: 9, interactive: false }));
      parts.push(L.polyline(place.lines, { color: COLOURS[group], weight: 5, dashArray: "10 6" }));
    }
    parts.push(new Mark(place.point, { group, radius: 10, color: "#000", weight: 1.5, fillColor: COLOURS[group], fillOpacity: 1 }));
    return L.featureGroup(parts).bindPopup(() => copyOf(item), { maxWidth: 280, minWidth: 160 }).addTo(map);
  });

  function copyOf(item) {
    const box = document.createElement("div");
    box.className = item.className;
    Array.from(item.childNodes).forEach((node) => {
      if (!(node.classList && node.classList.contains("show"))) box.appendChild(node.cloneNode(true));
    });
    box.querySelectorAll("img").forEach((img) => { img.loading = "eager"; });
    return box;
  }
  let cameFrom = null;
  document.querySelectorAll(".show").forEach((button) => button.addEventListener("click", () => {
    const i = items.indexOf(button.closest("li"));
    cameFrom = button;
    byId("where").scrollIntoView({ block: "nearest" });
    map.setView(data.places[i].point, Math.max(map.getZoom(), 15), { animate: false });
    drawn[i].openPopup(data.places[i].point);
    byId("map").focus({ preventScroll: true });
  }));
  byId("map").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    map.closePopup();
    if (cameFrom) { cameFrom.focus(); cameFrom = null; }
  });

  // --- the search ----------------------------------------------------------------------------------------------
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  let texts = null;
  function search() {
    const words = byId("words").value.split(/\s+/).map(plain).filter(Boolean);
    const district = byId("district") ? byId("district").value : "";
    const shown = new Set(Array.from(document.querySelectorAll("#controls fieldset input:checked"), (box) => box.value));
    if (words.length && !texts) texts = items.map((item) => plain((item.dataset.kana || "") + item.textContent));
    const bounds = L.latLngBounds([]);
    let count = 0;
    items.forEach((item, i) => {
      const fits = shown.has(item.className) &&
        (!district || (item.dataset.districts || "").split(" ").includes(district)) &&
        words.every((word) => texts[i].includes(word));
      item.hidden = !fits;
      count += fits;
      if (!drawn[i]) return;
      if (fits) { map.addLayer(drawn[i]); bounds.extend(drawn[i].getBounds()); } else map.removeLayer(drawn[i]);
    });
    document.querySelectorAll(".none").forEach((note) => {
      note.hidden = Array.from(note.parentNode.querySelectorAll(".items > li")).some((item) => !item.hidden);
    });
    if ((district || words.length) && bounds.isValid()) map.fitBounds(bounds, { padding: [30, 30], maxZoom: 16, animate: false });
    byId("count").textContent = page.lang === "en" ? `${count} ${said().found}` : `${count}${said().found}`;
  }
  let waiting = 0;
  byId("words").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 150); });
  byId("controls").addEventListener("change", search);
  byId("controls").addEventListener("submit", (event) => { event.preventDefault(); search(); });

  // --- furigana and English ------------------------------------------------------------------------------------
  const readings = data.readings;
  const known = Object.keys(readings).sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = known.length ? new RegExp(known.join("|"), "g") : null;
  const KANJI = /[\u4e00-\u9fff\u3005]/, DIGIT = /[0-9\uff10-\uff19]/, COUNTERS = "年月時号人件";
  // one kanji is read so only by itself, or as a counter after a number: inside another word it sounds otherwise
  function standsAlone(text, at, word) {
    if (word.length > 1) return true;
    const before = text[at - 1] || "", after = text[at + 1] || "";
    return !KANJI.test(after) && (COUNTERS.includes(word) ? DIGIT.test(before) : !KANJI.test(before));
  }
  function addReadings() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, {
      acceptNode: (node) => node.parentNode.closest("script, style, rt, select, #english, .leaflet-pane")
        ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    });
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    nodes.forEach((node) => {
      const whole = node.parentNode.closest("[data-reading]");
      if (whole) { if (!whole.querySelector("ruby")) read(node, [[node.data, whole.dataset.reading]]); return; }
      const pieces = [];
      let last = 0;
      node.data.replace(pattern, (word, at) => {
        if (!standsAlone(node.data, at, word)) return word;
        pieces.push([node.data.slice(last, at), ""], [word, readings[word]]);
        last = at + word.length;
        return word;
      });
      if (last) { pieces.push([node.data.slice(last), ""]); read(node, pieces); }
    });
  }
  function read(node, pieces) {
    const whole = document.createDocumentFragment();
    pieces.forEach(([text, reading]) => {
      if (!text) return;
      if (!reading) { whole.append(text); return; }
      const ruby = document.createElement("ruby"), above = document.createElement("rt");
      above.textContent = reading;
      ruby.append(text, above);
      whole.append(ruby);
    });
    node.replaceWith(whole);
  }
  function takeReadingsAway() {
    document.querySelectorAll("ruby").forEach((ruby) => {
      const parent = ruby.parentNode;
      ruby.querySelectorAll("rt").forEach((reading) => reading.remove());
      ruby.replaceWith(ruby.textContent);
      parent.normalize();
    });
  }
  function press(id, pressed) { byId(id).setAttribute("aria-pressed", String(pressed)); }
  const pressed = (id) => byId(id).getAttribute("aria-pressed") === "true";
  byId("furigana").addEventListener("click", () => {
    const on = !pressed("furigana");
    if (on && pressed("english")) speak("ja");
    takeReadingsAway();
    if (on && pattern) addReadings();
    press("furigana", on);
  });
  byId("english").addEventListener("click", () => {
    takeReadingsAway();
    press("furigana", false);
    speak(pressed("english") ? "ja" : "en");
  });
  function speak(language) {
    map.closePopup();
    document.querySelectorAll("[data-en]").forEach((each) => {
      if (!("ja" in each.dataset)) each.dataset.ja = each.textContent;
      each.textContent = language === "ja" ? each.dataset.ja : each.dataset.en || data.english[each.dataset.ja];
    });
    document.querySelectorAll("[data-en-label]").forEach((each) => {
      if (!("jaLabel" in each.dataset)) each.dataset.jaLabel = each.getAttribute("aria-label");
      each.setAttribute("aria-label", each.dataset[`${language}Label`]);
    });
    document.querySelectorAll(".items span:not([data-en])").forEach((free) => { free.lang = "ja"; });
    page.lang = language;
    press("english", language === "en");
    map.nameButtons();
    texts = null;
    search();
  }

  byId("print").addEventListener("click", () => window.print());
  search();
  performance.mark("ready");
})();
