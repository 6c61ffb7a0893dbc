// Keys, and the first look.

const typing = (node) => closest(node, "input:not([type=checkbox]), select, textarea") !== null;

// From the paragraph that has the focus; without one the first step is to the first paragraph that begins in sight.
function step(by) {
  const focused = closest(document.activeElement, "#book [id^=p]");
  const now = focused ? shownParagraphs.indexOf(focused) : above(topOfSight()) - (by > 0 ? 1 : 0);
  const next = shownParagraphs[Math.max(0, Math.min(shownParagraphs.length - 1, now + by))];
  if (!next) return;
  next.scrollIntoView({ block: "nearest", behavior: "instant" });
  const box = next.getBoundingClientRect();
  if (box.top < topOfSight() || box.bottom > bottomOfSight()) next.scrollIntoView({ block: "start", behavior: "instant" });
  focusParagraph(numberOf(next));
}

const steps = told.filter((section) => section.listed || section.kind === "scene");
function stepSection(by) {
  const here = starts[Math.max(0, inHand)];
  const next = by > 0 ? steps.find((section) => section.start > here) : steps.findLast((section) => section.start < here);
  if (!next) return;
  const number = paragraphAt(next.start);
  bring(number, "start");
  focusParagraph(number);
  announce(titleOf(next));
}

const ACTIONS = {
  j: () => step(1),
  k: () => step(-1),
  "]": () => stepSection(1),
  "[": () => stepSection(-1),
  "/": () => openView("find"),
  l: () => lens.focus(),
  f: () => setFinished(!state.finished),
  c: () => openView("cast"),
  t: () => openView("ties"),
  a: () => openView("arcs"),
  p: () => openView("promises"),
  d: () => openView("timeline"),
  ...(canCorrect ? { u: () => undoShown() } : {}),
  "?": () => openView("help"),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    if (carded) closeCard();
    else closeView();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const target = marked(event.target);
  if (target && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    pin(target, true);
  } else if (event.key in ACTIONS && !event.defaultPrevented) {
    event.preventDefault();
    ACTIONS[event.key]();
  }
});

finished.addEventListener("change", () => { setFinished(finished.checked); keep(); });

function drawAll() {
  drawRibbon();
  drawLens();
  drawMargin();
  drawContents();
  lightInSight();
}

let resting = 0;
afterMove.push(
  moveReader,
  (before) => {
    clearTimeout(resting);
    resting = setTimeout(() => { drawAll(); keep(); }, 120);
    if (before !== bound() && isNamedBetween(before, bound())) nameAnew();
  },
  redrawSoon,
);

// Whether somebody's name changes between two positions.
const namings = Object.values(people).flatMap((person) => person.names.slice(1).map(([at]) => at)).sort((a, b) => a - b);
const isNamedBetween = (a, b) => lastBefore(namings, Math.max(a, b)) !== lastBefore(namings, Math.min(a, b));

addEventListener("scroll", lookSoon, { passive: true });
addEventListener("resize", lookSoon, { passive: true });
// The book moves without being scrolled, too: where what is above turns out longer or shorter than it was taken for.
new ResizeObserver(lookSoon).observe(book);
document.addEventListener("toggle", () => { listShown(); lookSoon(); }, true);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (state.view) showView(state.view); });
addEventListener("beforeprint", () => closeCard());

document.documentElement.classList.add("live");
history.scrollRestoration = "manual";
if (narrow.matches) document.querySelector(".contents > details").open = false;
listShown();
watchRuns();
const before = kept();
if (before.finished) setFinished(true);
const word = wordLeft();
if (word && word.view) showView(word.view);
if (before.paragraph >= 0 && before.paragraph < starts.length) bring(before.paragraph, before.top ?? "start");
state.current = -1;
look();
drawAll();
if (word) comeBack(word);
