"use strict";
// The map of a page that loads nothing: no tiles, no server to thank, buttons that a screen reader can name.
// words() gives the words of the language that the page is in.
function offlineMap(bounds, nearest, words) {
  const map = L.map("map", { attributionControl: false, zoomControl: false, zoomAnimation: false, fadeAnimation: false,
                             maxZoom: nearest + 3, renderer: L.canvas({ tolerance: 8, padding: 0.2 }) });
  const zoom = L.control.zoom({ zoomInTitle: words().bigger, zoomOutTitle: words().smaller }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.fitBounds(bounds, { padding: [20, 20], maxZoom: nearest });
  map.on("popupopen", (event) => {
    const close = event.popup.getElement().querySelector(".leaflet-popup-close-button");
    if (close) close.setAttribute("aria-label", words().close);
  });
  // on paper the map has the size of the paper, and still shows all that is on the screen
  let seen = null;
  const resize = (printing) => {
    document.documentElement.classList.toggle("printing", printing);
    map.invalidateSize({ animate: false, pan: false });
  };
  window.addEventListener("beforeprint", () => {
    seen = { bounds: map.getBounds(), centre: map.getCenter(), zoom: map.getZoom() };
    resize(true);
    map.fitBounds(seen.bounds, { animate: false });
  });
  window.addEventListener("afterprint", () => {
    resize(false);
    map.setView(seen.centre, seen.zoom, { animate: false });
  });
  map.nameButtons = () => [["_zoomInButton", "bigger"], ["_zoomOutButton", "smaller"]].forEach(([button, word]) => {
    zoom[button].title = words()[word];
    zoom[button].setAttribute("aria-label", words()[word]);
  });
  return map;
}
