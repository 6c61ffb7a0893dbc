// Elements: text only ever becomes text.

function element(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else if (value !== null && value !== false && (value !== "" || name !== "class")) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter(Boolean));
  return node;
}

const isolated = (text) => element("bdi", {}, text);
const plural = (n, one, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
const UNSURE_BELOW = 60;
const sureWords = (percent) => (percent < UNSURE_BELOW ? `we are unsure (${percent} %)` : `${percent} % sure`);
const sure = (percent) => element("span", { class: "sure" }, sureWords(percent));
const nothing = (text) => element("p", { class: "none" }, text);
const closest = (node, selector) => (node instanceof Element ? node.closest(selector) : null);

function markElement(id) {
  const letters = id === null || id < 0 ? "" : markOf(id);
  return element("span", { class: `mark c${colourOf(id)}`, "aria-hidden": "true" }, letters);
}

const personElement = (id) => element("span", { class: `person c${colourOf(id)}` }, markElement(id), isolated(nameOf(id)));

function listed(nodes, most = 4) {
  const shown = nodes.length > most ? [...nodes.slice(0, most - 1), `${nodes.length - most + 1} more`] : nodes;
  return shown.flatMap((node, i) => (i === 0 ? [node] : [i === shown.length - 1 ? " and " : ", ", node]));
}
const namesOf = (ids) => element("span", {}, ...listed(ids.map((id) => isolated(nameOf(id)))));

// A way to a place in the text: a link in all but its address, which would be of no use outside this page.
const way = (offset, end, ...children) =>
  element("button", { type: "button", class: "way", on: { click: () => go(offset, end) } }, ...children);
const wayToPlace = (start, end) => way(start, end, placeOf(start));

function wayToWords(start, end) {
  const [before, within, after] = inContext(start, end);
  return way(start, end, element("bdi", {}, before, element("mark", {}, within), after));
}

// One thing found, in a list: what, whose words, how sure.
function entry(what, start, end, percent) {
  return element(
    "li",
    {},
    element("span", { class: "what" }, ...what),
    " ",
    wayToWords(start, end),
    element("small", {}, placeOf(start), percent === undefined ? "" : " · ", percent === undefined ? "" : sure(percent)),
  );
}
