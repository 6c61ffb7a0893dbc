// The lens: the book in one person's light, and what stands beside the text. The rules are those of `story.through`.

const margin = document.getElementById("margin");
const lens = document.getElementById("lens");
const OWN_GAPS = ["unaware", "misbelieves", "forgot"];
const WHY = {
  hidden: "felt beside them, not shown",
  thought: "in another’s mind",
  away: "where they are not",
  gap: "the text says they don’t know",
};

function merged(rows) {
  const spans = [];
  for (const { start, end } of [...rows].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = spans[spans.length - 1];
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  }
  return spans;
}

const holds = (spans, offset) => {
  const i = lastBefore(spans, offset, (span) => span.start);
  return i >= 0 && offset < spans[i].end;
};
const touches = (spans, start, end) => {
  const i = lastBefore(spans, end - 1, (span) => span.start);
  return i >= 0 && spans[i].end > start;
};
const isSaidTo = (row, who) => row.mode !== "thought" && (row.addressees || []).includes(who);

// What somebody can see and hear: where they are, and what is said there or to them.
function senses(who) {
  const there = merged(known("presence").filter((row) => row.entity_id === who && row.status === "present"));
  const isThere = (offset) => holds(there, offset);
  const audible = known("quotations").filter((row) => (row.mode !== "thought" || row.speaker === who) && (isThere(row.start) || isSaidTo(row, who) || row.speaker === who));
  const heard = merged(audible);
  return { there, isThere, heard, isTold: (offset) => holds(heard, offset) };
}

function whyEmotion(row, who, { isThere, isTold }) {
  if (row.experiencer === null || row.experiencer === who || isTold(row.start)) return null;
  return isThere(row.start) ? (row.channel === "felt" ? "hidden" : null) : "away";
}

function whyBelief(row, who, { isThere, isTold }) {
  if (row.holder === null) return null;
  if (row.holder === who) return OWN_GAPS.includes(row.stance) && !row.is_negated ? "gap" : null;
  return isTold(row.start) ? null : isThere(row.start) ? "thought" : "away";
}

const whyCommitment = (row, who, { isThere }) => (row.by !== who && !(row.to || []).includes(who) && !isThere(row.start) ? "away" : null);

// What the reader knows and somebody doesn't, what is about them first.
function unknownTo(who, found = senses(who)) {
  const items = [
    ...known("emotions").map((row) => ({ row, table: "emotions", why: whyEmotion(row, who, found), isAbout: row.target === who })),
    ...known("beliefs").map((row) => ({ row, table: "beliefs", why: whyBelief(row, who, found), isAbout: row.about.includes(who) || row.holder === who })),
    ...known("commitments").map((row) => ({ row, table: "commitments", why: whyCommitment(row, who, found), isAbout: row.about.includes(who) })),
  ];
  return items.filter((item) => item.why).sort((a, b) => b.isAbout - a.isAbout || a.row.start - b.row.start);
}

// Light on the text

let light = null;
function lightFor(who) {
  if (who === null) return null;
  if (!light || light.who !== who || light.bound !== bound()) light = { who, bound: bound(), ...senses(who) };
  return light;
}

const isStoryAt = (number) => (sectionAt(starts[number]) || {}).is_story;

function lightParagraph(number) {
  const node = elementOf(number);
  const found = lightFor(state.lens);
  const isSeen = !found || !found.there.length || !isStoryAt(number) || starts[number] >= bound() || touches(found.there, starts[number], ends[number]) || touches(found.heard, starts[number], ends[number]);
  node.classList.toggle("unseen", !isSeen);
  for (const mark of node.querySelectorAll(".m, .q")) {
    mark.classList.toggle("lit", state.lens !== null && +mark.dataset.e === state.lens);
    if (!mark.quotation) continue;
    mark.classList.toggle("told", state.lens !== null && isSaidTo(mark.quotation, state.lens));
    mark.classList.toggle("own", state.lens !== null && mark.quotation.mode === "thought" && mark.quotation.speaker === state.lens);
  }
}

function lightInSight() {
  for (const number of inSight()) if (decorated.has(number)) lightParagraph(number);
}

function setLens(who) {
  state.lens = who;
  lens.value = who === null ? "" : String(who);
  document.body.classList.toggle("through", who !== null);
  for (const number of decorated) lightParagraph(number);
  drawMargin();
  announce(who === null ? "lens: everyone" : `lens: ${nameOf(who)}`);
  if (["cast", "arcs", "here"].includes(state.view)) showView(state.view);
}

const MOST_IN_LENS = 40;
function drawLens() {
  const cast = castNow().slice(0, MOST_IN_LENS);
  const options = cast.map((id) => element("option", { value: String(id) }, nameOf(id)));
  const wanted = ["everyone", ...options.map((option) => option.textContent)].join("\n");
  if (drawLens.last === wanted) return;
  drawLens.last = wanted;
  lens.replaceChildren(element("option", { value: "" }, "everyone"), ...options);
  lens.value = state.lens === null ? "" : String(state.lens);
}
lens.addEventListener("change", () => setLens(lens.value === "" ? null : +lens.value));

// The margin

const block = (title, nodes, empty) =>
  nodes.length ? element("section", {}, element("h2", {}, title), element("ul", {}, ...nodes)) : empty ? element("section", {}, element("h2", {}, title), nothing(empty)) : null;

const CHANNELS = { felt: "feels", shown: "shows", said: "says" };
const SHAPES = { felt: "●", shown: "○", said: "❝" };
// A felt emotion counts as hidden once its mask has been seen.
let maskSeen = null;
function isHidden(row) {
  maskSeen ??= new Map(table("emotions").filter((mask) => mask.masks >= 0).map((mask) => [mask.masks, mask.known_at]));
  return row.is_masked && (maskSeen.get(row.emotion_id) ?? row.known_at) <= bound();
}

const UNNAMED = "other";
const emotionName = (row) => (row.emotion === UNNAMED ? (row.is_negated ? "nothing" : "something") : row.is_negated ? `no ${row.emotion}` : row.emotion);

function emotionItem(row, withName = true) {
  const who = withName && row.experiencer !== null ? [isolated(nameOf(row.experiencer)), " "] : withName ? ["somebody "] : [];
  const hides = row.masks >= 0 ? " (a mask)" : isHidden(row) ? " (hidden)" : "";
  const sign = element("span", { class: `sign-of c${colourOf(row.experiencer)}`, "aria-hidden": "true" }, SHAPES[row.channel]);
  const item = element("li", {}, sign, " ", ...who, CHANNELS[row.channel], " ", emotionName(row), hides, ": ", way(row.start, row.end, isolated(words(row.start, row.end))), " ", sure(row.confidence));
  return dismissible(item, "emotions", row.emotion_id);
}

// What is held in mind or promised; one or two words say nothing without those around them.
const FEWEST_WORDS = 3;
function contentOf({ content_start: start, content_end: end }) {
  const text = words(start, end);
  return text.split(" ").length < FEWEST_WORDS ? wayToWords(start, end) : way(start, end, isolated(clipped(text)));
}

function beliefItem(row, withName = true) {
  const who = withName ? [isolated(nameOf(row.holder)), " "] : [];
  const stance = row.is_negated ? `doesn’t: ${row.stance}` : row.stance;
  const item = element("li", {}, ...who, `${stance}: `, contentOf(row), " ", sure(row.confidence));
  return dismissible(item, "beliefs", row.belief_id);
}

const statusOf = (row) => (row.resolved_end !== null && row.resolved_end <= bound() ? row.status : "open");
function commitmentItem(row) {
  const to = row.to && row.to.length ? [" to ", namesOf(row.to)] : [];
  const item = element("li", {}, isolated(nameOf(row.by)), `: ${row.kind}`, ...to, ": ", contentOf(row), ` (${statusOf(row)}) `, sure(row.confidence));
  return dismissible(item, "commitments", row.commitment_id);
}

const LONGEST = 110;
const clipped = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/\s\S*$/, "")}…` : text);

const MOST_BESIDE = 6;
// Of what a passage says, the surest few, as they stand in the text.
function surest(name, start, end, most) {
  const rows = known(name).filter((row) => row.start < end && row.end > start);
  return rows.sort((a, b) => b.confidence - a.confidence).slice(0, most).sort((a, b) => a.start - b.start);
}

function besidesEveryone() {
  const numbers = inSight();
  if (!numbers.length) return [nothing("No text is in sight.")];
  const [start, end] = [starts[numbers[0]], ends[numbers[numbers.length - 1]]];
  const here = sectionAt(starts[state.current]);
  const there = known("presence").filter((row) => here && row.section_id === here.section_id && row.status === "present");
  const ids = [...new Set(there.map((row) => row.entity_id))].filter(isMet);
  const felt = surest("emotions", start, end, MOST_BESIDE);
  const held = surest("beliefs", start, end, 3);
  const given = surest("commitments", start, end, 3);
  return [
    eyesLine(starts[state.current]),
    block("Here", ids.slice(0, 12).map((id) => element("li", {}, personButton(id))), here && here.is_story ? "Nobody we know of yet." : ""),
    block("Felt and shown", felt.map((row) => emotionItem(row))),
    block("Held in mind", held.map((row) => beliefItem(row))),
    block("Given and asked", given.map(commitmentItem)),
  ];
}

function eyesLine(offset) {
  const eyes = eyesAt(offset);
  if (!eyes) return null;
  const teller = narratorOf(eyes) !== null && narratorOf(eyes) !== focalizerOf(eyes) ? element("span", {}, "told by ", isolated(nameOf(narratorOf(eyes)))) : null;
  if (focalizerOf(eyes) === null) return line("whose eyes: not known", teller);
  return line(element("span", {}, "through the eyes of ", isolated(nameOf(focalizerOf(eyes)))), sure(eyes.focalizer_confidence), teller);
}

const personButton = (id) =>
  element("button", { type: "button", class: "choose", "aria-pressed": String(state.lens === id), on: { click: () => choose(id) } }, personElement(id));

// Who is chosen in a list is shown: beside the text, which the panel would hide, or in its place on narrow screens.
function choose(id) {
  setLens(state.lens === id ? null : id);
  if (state.lens === null || panel.hidden) return;
  if (narrow.matches) openView("here");
  else closeView();
}

const unknownItems = {
  emotions: (row) => emotionItem(row),
  beliefs: (row) => beliefItem(row),
  commitments: commitmentItem,
};

function besidesOne(who) {
  const found = lightFor(who);
  const at = starts[Math.max(0, state.current)];
  const last = (rows, n) => rows.slice(-n).reverse();
  const emotions = known("emotions").filter((row) => row.experiencer === who);
  const beliefs = known("beliefs").filter((row) => row.holder === who && !OWN_GAPS.includes(row.stance));
  const word = known("commitments").filter((row) => (row.by === who || (row.to || []).includes(who)) && statusOf(row) === "open");
  const unknown = unknownTo(who, found);
  const name = nameOf(who);
  return [
    element("p", { class: "who" }, personElement(who)),
    found.there.length ? line(found.isThere(at) ? "is here" : "is not here") : nothing("We don’t know which scenes they are in, so nothing is dimmed."),
    block("Felt and shown", last(emotions, 5).map((row) => emotionItem(row, false)), "Nothing found so far."),
    block("Holds in mind", last(beliefs, 4).map((row) => beliefItem(row, false)), "Nothing found so far."),
    block("Word given and asked, open", last(word, 4).map(commitmentItem)),
    block(`You know, ${name} doesn’t`, unknown.slice(0, MOST_BESIDE).map((item) => { const node = unknownItems[item.table](item.row); node.append(element("small", {}, WHY[item.why])); return node; }), "Nothing found so far."),
    element("button", { type: "button", class: "quiet", on: { click: () => setLens(null) } }, "everyone’s light again"),
  ];
}

const besides = () => (state.lens === null ? besidesEveryone() : besidesOne(state.lens)).filter(Boolean);

function drawMargin() {
  if (!narrow.matches && !margin.contains(document.activeElement)) margin.replaceChildren(...besides());
}
