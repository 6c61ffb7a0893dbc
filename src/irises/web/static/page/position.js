// Where the reader is. The position is the end of what is in sight; all else on the page is bound to it.

const bar = document.getElementById("bar");
const panel = document.getElementById("panel");
const narrow = matchMedia("(max-width: 64rem)");
const afterMove = [];
const GLANCE = 0.3;

// Runs of paragraphs, and the paragraphs, that are shown at all: not those of shut lists or of what the page's head says.
let shownRuns = [];
let shownParagraphs = [];
function listShown() {
  const nodes = [...book.querySelectorAll(".run")].filter((node) => !node.closest(".said, details:not([open])"));
  shownParagraphs = [];
  shownRuns = nodes.map((node) => {
    const first = shownParagraphs.length;
    shownParagraphs.push(...node.children);
    return { node, first };
  });
}

const bottomOfSight = () => (panel.hidden || !narrow.matches ? innerHeight : panel.getBoundingClientRect().top);
const topOfSight = () => bar.getBoundingClientRect().bottom;

const topOf = (node) => node.getBoundingClientRect().top;

// How many of the shown paragraphs begin above a height of the window. Only the run in question is measured within: the
// others need not be laid out for it.
function above(height) {
  const at = lastBefore(shownRuns, height - 0.01, ({ node }) => topOf(node));
  if (at < 0) return 0;
  const { node, first } = shownRuns[at];
  return first + lastBefore([...node.children], height - 0.01, topOf) + 1;
}

const numberOf = (node) => +node.id.slice(1);

function look() {
  const [top, bottom] = [topOfSight(), bottomOfSight()];
  const begun = above(bottom - 4);
  const glanced = Math.max(1, above(top + GLANCE * (bottom - top)));
  const position = begun ? ends[numberOf(shownParagraphs[begun - 1])] : 0;
  const current = shownParagraphs.length ? numberOf(shownParagraphs[glanced - 1]) : -1;
  if (position === state.position && current === state.current) return;
  const before = bound();
  Object.assign(state, { position, current });
  takeInHand(focusedInSight() ?? current);
  for (const act of afterMove) act(before);
}

// The paragraph that holds the focus, if it can be seen: it stays in hand while the book moves by a little.
function focusedInSight() {
  const node = closest(document.activeElement, "#book [id^=p]");
  if (!node) return null;
  const box = node.getBoundingClientRect();
  return box.bottom > topOfSight() && box.top < bottomOfSight() ? numberOf(node) : null;
}

let looking = 0;
function lookSoon() {
  if (!looking) looking = requestAnimationFrame(() => { looking = 0; look(); });
}

// Paragraphs in sight, by number.
function inSight() {
  const first = Math.max(0, above(topOfSight()) - 1);
  return shownParagraphs.slice(first, above(bottomOfSight())).map(numberOf);
}

// Going somewhere: the words are brought into sight and lit, and the browser's own "back" leads back.

function rangeOf(start, end) {
  const number = paragraphAt(start);
  const node = elementOf(number);
  const range = document.createRange();
  const [from, to] = [start - starts[number], Math.min(end, ends[number]) - starts[number]];
  let at = 0;
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  range.selectNodeContents(node);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const letters = Array.from(text.data);
    const offset = (n) => letters.slice(0, n - at).join("").length;
    if (from >= at && from < at + letters.length) range.setStart(text, offset(from));
    if (to > at && to <= at + letters.length) range.setEnd(text, offset(to));
    at += letters.length;
  }
  return range;
}

function lightWords(start, end) {
  if (!window.Highlight) return;
  CSS.highlights.set("found", new Highlight(rangeOf(start, end)));
  clearTimeout(lightWords.timer);
  lightWords.timer = setTimeout(() => CSS.highlights.delete("found"), 6000);
}

const FRAMES_TO_SETTLE = 3;
// Brings a paragraph into sight: to a place in the window, or so many pixels below the window's top.
function bring(number, where = "center") {
  const node = elementOf(number);
  for (let shut = node.closest("details:not([open])"); shut; shut = node.closest("details:not([open])")) shut.open = true;
  listShown();
  const settle = () => (typeof where === "number" ? scrollBy({ top: topOf(node) - where, behavior: "instant" }) : node.scrollIntoView({ block: where, behavior: "instant" }));
  settle();
  // What is above is laid out only in the next frames, and may be longer than it was taken for.
  let frames = FRAMES_TO_SETTLE;
  const again = () => { settle(); look(); if (--frames) requestAnimationFrame(again); };
  requestAnimationFrame(again);
  look();
}

function go(start, end = start) {
  const number = paragraphAt(start);
  history.replaceState({ paragraph: state.current }, "");
  history.pushState({ paragraph: number }, "");
  closeCard();
  bring(number);
  if (end > start) lightWords(start, end);
  focusParagraph(number);
  announce(placeOf(start));
}

function focusParagraph(number) {
  const node = elementOf(number);
  node.tabIndex = -1;
  node.focus({ preventScroll: true });
  takeInHand(number);
}

const announcer = document.getElementById("announcer");
function announce(text) {
  announcer.textContent = text;
}

addEventListener("popstate", ({ state: to }) => {
  if (to && to.paragraph >= 0) bring(to.paragraph);
});

// The place and the switch are kept in this browser, where it allows that.
const STORE = `irises:${data.story.digest}`;
function keep() {
  try {
    const top = state.current < 0 ? 0 : topOf(elementOf(state.current));
    localStorage.setItem(STORE, JSON.stringify({ paragraph: state.current, top, finished: state.finished }));
  } catch {
    // A page opened as a file may have no storage; then nothing is kept.
  }
}
function kept() {
  try {
    return JSON.parse(localStorage.getItem(STORE)) || {};
  } catch {
    return {};
  }
}

const finished = document.getElementById("finished");
const lock = document.getElementById("lock");
function setFinished(value) {
  const before = bound();
  state.finished = value;
  finished.checked = value;
  for (const act of afterMove) act(before);
  if (state.view) showView(state.view);
}

function sayBound() {
  lock.textContent = state.finished ? "showing all that is known" : `showing only what you can know at ${percentOf(state.position)}`;
  lock.className = state.finished ? "open" : "shut";
}

// Contents: headings that are not read yet aren't told.

const contents = document.getElementById("contents-list");
const MOST_UNITS = 400;
const isSaid = (section) => document.querySelector(`#s${section.section_id}.said`) !== null;
const toc = sections.filter((section) => section.listed && !isSaid(section)).slice(0, MOST_UNITS).map((section) => {
  const title = isolated("");
  const opening = element("span", { class: "opening" });
  const link = element("a", { href: `#s${section.section_id}`, on: { click: (event) => { event.preventDefault(); bring(paragraphAt(section.start), "start"); focusParagraph(paragraphAt(section.start)); } } }, title, opening);
  contents.append(element("li", { class: `depth${Math.min(3, section.depth)}${section.is_story ? "" : " set-apart"}` }, link));
  return { section, title, opening, link };
});

function drawContents() {
  const here = sectionAt(starts[Math.max(0, state.current)] ?? 0);
  for (const { section, title, opening, link } of toc) {
    const isRead = section.start < bound();
    const text = titleOf(section);
    if (title.textContent !== text) title.textContent = text;
    const words = isRead && !section.title ? section.opening : "";
    if (opening.textContent !== words) opening.textContent = words;
    link.classList.toggle("ahead", !isRead && section.is_story);
    const isHere = here !== null && section.start <= here.start && here.end <= section.end;
    if (isHere) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  keepInSight([...contents.querySelectorAll("[aria-current]")].at(-1));
}

// The contents scroll by themselves, and only while nobody is busy in them.
const contentsFrame = contents.closest("nav");
function keepInSight(link) {
  if (!link || narrow.matches || contentsFrame.matches(":hover, :focus-within")) return;
  const [frame, box] = [contentsFrame.getBoundingClientRect(), link.getBoundingClientRect()];
  if (box.top < frame.top || box.bottom > frame.bottom) contentsFrame.scrollTop += box.top - frame.top - frame.height / 3;
}
