// The ribbon: the whole story as one strip, drawn as far as it is read. Its mark is a slider.

const ribbon = document.getElementById("ribbon");
const strip = document.getElementById("strip");
const ribbonTip = document.getElementById("ribbon-tip");
const SVG = "http://www.w3.org/2000/svg";
const SIGN_WIDTH = 9;
const WIDE_ENOUGH = 0.035;

function shape(tag, attributes, text) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text) node.textContent = text;
  return node;
}

const share = (offset) => `${(100 * shareOf(offset)).toFixed(2)}%`;
const length = (start, end) => `${Math.max(0.05, 100 * (shareOf(end) - shareOf(start))).toFixed(2)}%`;

function eyesShapes(end) {
  return table("perspectives").filter((row) => row.start < end).flatMap((row) => {
    const stop = Math.min(row.end, end);
    const box = shape("rect", { class: `eyes c${colourOf(focalizerOf(row))}`, x: share(row.start), width: length(row.start, stop), y: 0, height: 12 });
    const isWide = shareOf(stop) - shareOf(row.start) > WIDE_ENOUGH && focalizerOf(row) !== null;
    return isWide ? [box, shape("text", { class: "eyes-mark", x: share((row.start + stop) / 2), y: 9.5 }, markOf(focalizerOf(row)))] : [box];
  });
}

const WRITINGS = ["journal_entry", "letter", "message"];
function writingShapes(end) {
  const rows = sections.filter((section) => WRITINGS.includes(section.kind) && section.is_story && section.start < end);
  return rows.map((row) => shape("rect", { class: `writing ${row.kind}`, x: share(row.start), width: length(row.start, Math.min(row.end, end)), y: 13, height: 3 }));
}

function boundShapes(end) {
  const chapters = units.map((unit) => shape("rect", { class: "bound", x: share(unit.start), width: 1, y: 12, height: 6 }));
  const scenes = told.filter((section) => section.kind === "scene" && section.start < end);
  return [...chapters, ...scenes.map((scene) => shape("rect", { class: "bound scene", x: share(scene.start), width: 1, y: 12, height: 3 }))];
}

// Marks that would lie on each other are one.
function binned(rows) {
  const n = Math.max(1, Math.floor(strip.clientWidth / SIGN_WIDTH));
  const firsts = new Map();
  for (const row of rows) {
    const bin = Math.floor(shareOf(row.start) * n);
    if (!firsts.has(bin)) firsts.set(bin, row);
  }
  return [...firsts.values()];
}

const WORD_GIVEN = ["promise", "vow"];
function vowShapes() {
  const vows = known("commitments").filter((row) => WORD_GIVEN.includes(row.kind));
  return binned(vows).map((row) => shape("circle", { class: "vow", cx: share(row.start), cy: 20.5, r: 2.6 }));
}

function maskShapes() {
  const masks = known("emotions").filter((row) => row.masks >= 0);
  return binned(masks).flatMap((row) => {
    const at = share(row.start);
    const half = shape("svg", { x: at, y: 17.5, width: 6, height: 6, viewBox: "0 0 6 6", overflow: "visible" });
    half.append(shape("circle", { class: "mask", cx: 0, cy: 3, r: 2.6 }), shape("path", { class: "mask half", d: "M0 0.4A2.6 2.6 0 0 1 0 5.6Z" }));
    return [half];
  });
}

const reader = shape("rect", { class: "reader", width: 3, y: -2, height: 28, rx: 1.5 });

// The mark follows at once; what is drawn behind it follows when the book rests.
function moveReader() {
  const at = Math.min(state.position, END);
  reader.setAttribute("x", share(at));
  ribbon.setAttribute("aria-valuenow", String(Math.round(100 * shareOf(at))));
  ribbon.setAttribute("aria-valuetext", passage(Math.max(0, at - 1)));
  sayBound();
}

function drawRibbon() {
  const end = bound();
  strip.replaceChildren(
    shape("rect", { class: "rail", x: 0, width: "100%", y: 0, height: 12 }),
    ...eyesShapes(end),
    ...writingShapes(end),
    ...boundShapes(end),
    ...vowShapes(),
    ...maskShapes(),
    reader,
  );
}

// A passage in words: "Chapter 3, at 34 %, through Kate’s eyes".
function passage(offset) {
  if (offset >= bound()) return `at ${percentOf(offset)}: not read yet`;
  const eyes = eyesAt(offset);
  const through = eyes && focalizerOf(eyes) !== null ? `, through ${nameOf(focalizerOf(eyes))}’s eyes` : "";
  const section = sectionAt(offset);
  const writing = section && WRITINGS.includes(section.kind) ? `, ${kindName(section.kind)}` : "";
  return placeOf(offset) + through + writing;
}

const offsetAt = (share) => Math.round(BODY_START + Math.min(1, Math.max(0, share)) * (BODY_END - BODY_START));
const pointed = (event) => {
  const box = strip.getBoundingClientRect();
  return offsetAt((event.clientX - box.left) / box.width);
};

// Moving the mark moves the book: the passage comes to the bottom of what is in sight.
function moveTo(offset) {
  bring(paragraphAt(Math.min(offset, END - 1)), "end");
}

ribbon.addEventListener("pointerdown", (event) => {
  ribbon.setPointerCapture(event.pointerId);
  history.replaceState({ paragraph: state.current }, "");
  history.pushState({ paragraph: paragraphAt(pointed(event)) }, "");
  moveTo(pointed(event));
});
ribbon.addEventListener("pointermove", (event) => {
  if (event.buttons & 1 && ribbon.hasPointerCapture(event.pointerId)) moveTo(pointed(event));
  const box = strip.getBoundingClientRect();
  ribbonTip.textContent = passage(pointed(event));
  ribbonTip.hidden = false;
  ribbonTip.style.left = `${Math.max(4, Math.min(event.clientX - 80, box.right - ribbonTip.offsetWidth))}px`;
});
ribbon.addEventListener("pointerleave", () => { ribbonTip.hidden = true; });

const STEPS = { ArrowRight: 0.01, ArrowUp: 0.01, ArrowLeft: -0.01, ArrowDown: -0.01, PageUp: 0.1, PageDown: -0.1, Home: -1, End: 1 };
ribbon.addEventListener("keydown", (event) => {
  if (!(event.key in STEPS)) return;
  event.preventDefault();
  moveTo(offsetAt(shareOf(state.position) + STEPS[event.key]));
});
