"use strict";
const { everything, charts, zooms } = JSON.parse(document.getElementById("data").textContent);
const byId = id => document.getElementById(id);

// Charts name colours as variables of the stylesheet, which follow the reader's scheme; plotly needs them resolved.
function paint(value) {
  if (Array.isArray(value)) return value.map(paint);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, paint(each)]));
  }
  const variable = typeof value === "string" && /^var\((--[a-z0-9-]+)\)$/.exec(value);
  return variable ? getComputedStyle(document.documentElement).getPropertyValue(variable[1]).trim() : value;
}

function draw(name, figure, level) {
  const data = figure.data.map(({ marker, line, textfont, ...trace }) => ({
    ...trace, marker: paint(marker), ...(line && { line: paint(line) }), ...(textfont && { textfont: paint(textfont) }), ...(level && { level }),
  }));
  Plotly.react(byId(`chart-${name}`), data, paint(figure.layout), { responsive: true, displayModeBar: false });
}

const drawings = {
  bytes: () => draw("bytes", charts.bytes[document.querySelector("input[name=size]:checked").value], byId("zoom-bytes").value),
  imports: () => draw("imports", charts.imports[byId("start").value], byId("zoom-imports").value),
  starts: () => draw("starts", charts.starts),
  sizes: () => draw("sizes", charts.sizes),
  ratios: () => draw("ratios", charts.ratios),
};
const drawn = Object.keys(drawings).filter(name => byId(`chart-${name}`));
const drawAll = () => drawn.forEach(name => drawings[name]());

function offerModules() {
  byId("zoom-imports").replaceChildren(...[[everything, everything], ...zooms[byId("start").value]].map(([value, name]) => {
    const option = document.createElement("option");
    option.value = value;
    option.textContent = name;
    return option;
  }));
}

// Pointing chooses from the same list as the keyboard, so that the list always says what is shown.
function zoomByPointer(name, event) {
  byId(`chart-${name}`).on(event, ({ nextLevel }) => {
    const list = byId(`zoom-${name}`);
    if ([...list.options].some(option => option.value === nextLevel)) {
      list.value = nextLevel;
      drawings[name]();
    }
    return false;
  });
}

if (byId("start")) offerModules();
drawAll();
zoomByPointer("bytes", "plotly_treemapclick");
byId("zoom-bytes").addEventListener("change", drawings.bytes);
document.querySelectorAll("input[name=size]").forEach(input => input.addEventListener("change", drawings.bytes));
if (byId("start")) {
  zoomByPointer("imports", "plotly_icicleclick");
  byId("zoom-imports").addEventListener("change", drawings.imports);
  byId("start").addEventListener("change", () => { offerModules(); drawings.imports(); });
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
