// The panel: one view at a time, over the margin and never over the words.

const panelTitle = document.getElementById("panel-title");
const panelBody = document.getElementById("panel-body");
const tabs = [...document.querySelectorAll("[data-view]")];
let opener = null;

function castItem(id) {
  const found = mentionsOf(id);
  const said = wordsSaid(id);
  return element(
    "li",
    {},
    personButton(id),
    narrates(id) ? element("small", {}, " narrator") : "",
    element("p", {}, aliasLine(id)),
    element("p", {}, plural(found.length, "mention"), said ? ` · ${plural(said, "word")} spoken` : ""),
    ...metLines(found.slice(0, 1)),
  );
}

const MOST_IN_CAST = 8;
let castFilter = "";
function drawCast(body) {
  const cast = castNow();
  if (!cast.length) return body.append(nothing(END ? "Nobody has been met yet." : "Nobody was found in this text."));
  const filter = element("input", { type: "search", id: "cast-filter", autocomplete: "off" });
  const list = element("ol", { class: "cast" });
  const more = element("button", { type: "button", class: "quiet" });
  let all = false;
  const fill = () => {
    const wanted = filter.value ? peopleCalled(filter.value) : cast;
    list.replaceChildren(...(all || filter.value ? wanted : wanted.slice(0, MOST_IN_CAST)).map(castItem));
    if (!wanted.length) list.append(element("li", { class: "none" }, "Nobody met so far is called that."));
    more.hidden = all || Boolean(filter.value) || cast.length <= MOST_IN_CAST;
  };
  more.textContent = `Show ${cast.length - MOST_IN_CAST} more`;
  more.addEventListener("click", () => { all = true; fill(); list.children[MOST_IN_CAST].querySelector("button").focus(); });
  filter.value = cast.length > MOST_IN_CAST ? castFilter : "";
  filter.addEventListener("input", () => { castFilter = filter.value; fill(); });
  fill();
  const search = cast.length > MOST_IN_CAST ? [element("label", { for: "cast-filter" }, "Look for a name"), filter] : [];
  body.append(element("p", { class: "hint" }, "Choose somebody to read in their light, and to see what they don’t know."), ...search, list, more, presenceFigure());
}

function drawTies(body) {
  const evidence = element("div", { class: "evidence-list", "aria-live": "polite" });
  body.append(tiesFigure(evidence), element("p", { class: "hint" }, "A tie is wide at who speaks and narrow at who listens. Choose one to see the words."), evidence, balanceFigure());
}

let arcPerson = null;
function drawArcs(body) {
  const feeling = new Set(known("emotions").map((row) => row.experiencer));
  const cast = castNow().filter((id) => feeling.has(id)).slice(0, 30);
  if (!cast.length) return body.append(nothing("Nothing that anybody feels or shows was found so far."));
  const chosen = state.lens !== null && cast.includes(state.lens) ? state.lens : cast.includes(arcPerson) ? arcPerson : cast[0];
  const select = element("select", { id: "arc-person" }, ...cast.map((id) => element("option", { value: String(id), selected: id === chosen }, nameOf(id))));
  const place = element("div", {}, arcFigure(chosen));
  select.addEventListener("change", () => { arcPerson = +select.value; place.replaceChildren(arcFigure(arcPerson)); });
  body.append(element("label", { for: "arc-person" }, "Whose"), select, place, element("p", { class: "hint" }, "The line is the mean of seven in a row: whole where it is felt, dashed where it is shown. Emotions are what we are most often wrong about."));
}

const BINDING = ["promise", "vow", "threat"];
function drawPromises(body) {
  const rows = known("commitments");
  const binding = rows.filter((row) => BINDING.includes(row.kind));
  const asked = rows.filter((row) => !BINDING.includes(row.kind));
  body.append(promisesFigure(binding));
  for (const status of FATES) {
    const items = binding.filter((row) => statusOf(row) === status);
    if (items.length) body.append(block(`${status[0].toUpperCase()}${status.slice(1)} (${items.length})`, items.slice(-30).reverse().map(commitmentItem)));
  }
  const list = element("ul", {}, ...asked.slice(-60).reverse().map(commitmentItem));
  body.append(element("details", { class: "numbers" }, element("summary", {}, `Asked, ordered and refused (${asked.length})`), asked.length ? list : nothing("None so far.")));
}

const isDateKnown = (section) => section.date && section.start < bound() && (section.known_at <= section.end || section.known_at <= bound());
const drawTimeline = (body) => body.append(timelineFigure(sections.filter(isDateKnown)));

function drawAbout(body) {
  const about = document.getElementById("about").cloneNode(true);
  about.removeAttribute("id");
  about.querySelector("h2").remove();
  const keys = element("button", { type: "button", class: "quiet", on: { click: () => openView("help") } }, "Keys and signs");
  body.append(...[about, correctionsSection(), element("p", {}, keys)].filter(Boolean));
}

const KEYS = [["j, k", "next, last paragraph"], ["[, ]", "last, next section"], ["Tab", "through the marks of the paragraph in hand"], ["Enter", "keep the card open"], ["Escape", "close card or panel"], ["/", "find"], ["l", "choose the lens"], ["f", "I have finished it"], ["c, t, a, p, d", "cast, ties, arcs, promises, dates"], ...(canCorrect ? [["u", "undo the correction just made"]] : []), ["?", "this list"]];
function drawHelp(body) {
  body.append(element("dl", { class: "keys" }, ...KEYS.flatMap(([key, what]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, what)])), ...legend());
}

function legend() {
  const item = (sign, what) => element("li", {}, element("span", { class: "sign-of", "aria-hidden": "true" }, sign), " ", what);
  return [element("h3", {}, "The ribbon"), element("ul", {}, item("▬", "whose eyes, in their colour and with their letters"), item("▒", "journal, letter or message, below the strip"), item("│", "chapters; short: scenes"), item("●", "promise or vow"), item("◐", "a mask: something shown that hides what is felt"))];
}

// On narrow screens, where there is no margin, what stands in it has a view of its own.
const drawHere = (body) => body.append(element("div", { class: "beside" }, ...besides()));

const VIEWS = {
  here: ["Here", drawHere],
  cast: ["Cast", drawCast],
  ties: ["Ties", drawTies],
  arcs: ["Arcs", drawArcs],
  promises: ["Promises", drawPromises],
  timeline: ["Timeline", drawTimeline],
  find: ["Find", drawFind],
  about: ["About this reading", drawAbout],
  help: ["Keys and signs", drawHelp],
};

function showView(name) {
  const isSame = state.view === name;
  const scrolled = isSame ? panelBody.scrollTop : 0;
  const [title, draw] = VIEWS[name];
  state.view = name;
  letGo();
  panelTitle.textContent = title;
  panelBody.replaceChildren();
  panel.hidden = false;
  document.body.classList.add("with-panel");
  draw(panelBody);
  panelBody.scrollTop = scrolled;
  for (const tab of tabs) tab.setAttribute("aria-expanded", String(tab.dataset.view === name));
}

function openView(name, from = document.activeElement) {
  if (panel.hidden) opener = from;
  keepPlace(() => showView(name));
  (panelBody.querySelector("#find") || panelTitle).focus({ preventScroll: true });
}

// The measure may change when the panel opens or shuts: the paragraph in hand stays where it is in the window, unless
// the panel would hide it.
function keepPlace(change) {
  const node = state.current >= 0 && state.position > 0 ? elementOf(state.current) : null;
  const before = node && topOf(node);
  change();
  if (!node) return;
  const settle = () => scrollBy({ top: topOf(node) - before, behavior: "instant" });
  settle();
  if (before > bottomOfSight()) node.scrollIntoView({ block: "end", behavior: "instant" });
  else requestAnimationFrame(settle);
  lookSoon();
}

function closeView() {
  if (panel.hidden) return;
  state.view = null;
  letGo();
  keepPlace(() => { panel.hidden = true; document.body.classList.remove("with-panel"); });
  for (const tab of tabs) tab.setAttribute("aria-expanded", "false");
  if (opener && opener.isConnected) opener.focus({ preventScroll: true });
}

// The open view anew: what is typed and what is unfolded stays, and a focus inside it comes back to the field or to the
// title.
function redraw() {
  if (!state.view) return;
  const folds = () => [...panelBody.querySelectorAll("details")];
  const unfolded = folds().map((fold) => fold.open);
  const focused = panelBody.contains(document.activeElement) ? document.activeElement.id : null;
  showView(state.view);
  folds().forEach((fold, i) => { fold.open = unfolded[i] || false; });
  if (focused !== null) (document.getElementById(focused) || panelTitle).focus({ preventScroll: true });
}

let redrawing = 0;
function redrawSoon(before) {
  if (!state.view || (before === bound() && state.view !== "here") || ["about", "help"].includes(state.view)) return;
  clearTimeout(redrawing);
  redrawing = setTimeout(redraw, 400);
}

for (const tab of tabs) tab.addEventListener("click", () => (state.view === tab.dataset.view ? closeView() : openView(tab.dataset.view, tab)));
document.getElementById("panel-close").addEventListener("click", closeView);
