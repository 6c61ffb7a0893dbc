// The card: who is meant, or who says this. It is a tip while something is pointed at or in focus; after a click or
// Enter it stays, with ways to the evidence, until Escape.

const card = document.getElementById("card");
let carded = null;
let isPinned = false;
let returning = false;
const KINDS = { FAC: "place", GPE: "place", LOC: "place", VEH: "vehicle", ORG: "organisation" };
const VERBS = { speech: "said by", thought: "thought by", writing: "written by" };
const DOES = { speech: "says", thought: "thinks", writing: "wrote" };
const SAID = { speech: "said", thought: "thought", writing: "written" };
const HOW = {
  explicit: "named beside the words",
  anaphoric: "from a pronoun or an epithet beside the words",
  implicit: "not said who: from the turn-taking",
};
const MOST_ALIASES = 6;

// How sure we are follows without a dot, which would be left alone at the end of a line.
const isSure = (part) => part instanceof Element && part.classList.contains("sure");
function line(...parts) {
  const kept = parts.filter((part) => part);
  return kept.length ? element("p", {}, ...kept.flatMap((part, i) => (i ? [isSure(part) ? " " : " · ", part] : [part]))) : null;
}

const heading = (id, words) => element("p", { class: "who" }, id === null || id < 0 ? null : markElement(id), words, element("b", {}, isolated(nameOf(id))));

function aliasLine(id) {
  const aliases = aliasesOf(id).slice(0, MOST_ALIASES);
  return aliases.length ? element("span", {}, "also: ", ...listed(aliases.map(isolated), MOST_ALIASES)) : "";
}

function wordsSaid(id) {
  const said = known("quotations").filter((row) => row.speaker === id && row.mode === "speech");
  return said.reduce((sum, row) => sum + row.n_words, 0);
}

function personLines(id) {
  const found = mentionsOf(id);
  const who = people[id];
  const said = isCast(id) ? wordsSaid(id) : 0;
  const same = samePeople(id);
  return [
    line(aliasLine(id)),
    same.length ? line(element("span", {}, "turns out to be ", namesOf(same))) : null,
    line(KINDS[who.category], narrates(id) && "narrator", pronounsOf(id).join(", "), `mentioned ${found.length === 1 ? "once" : `${found.length.toLocaleString("en")} times`}`),
    isCast(id) ? line(said ? `${plural(said, "word")} spoken` : "has not spoken") : null,
    ...metLines(found),
  ];
}

function metLines(found) {
  if (!found.length) return [];
  const [first, last] = [found[0], found[found.length - 1]];
  const place = (label, i) => element("p", {}, label, wayToPlace(mentions.start[i], mentions.end[i]));
  return [place("first met: ", first), found.length > 1 ? place("last seen: ", last) : null];
}

// How whose eyes we see through stand to somebody: the last pieces of evidence.
function seenBy(id, offset) {
  const eyes = eyesAt(offset);
  if (!eyes || focalizerOf(eyes) === null || focalizerOf(eyes) === id) return null;
  const rows = known("relations").filter((row) => row.from_entity === focalizerOf(eyes) && row.to_entity === id);
  const through = element("span", {}, "in ", isolated(nameOf(focalizerOf(eyes))), "’s eyes: ");
  if (!rows.length) return element("p", {}, through, "not known");
  return element("div", { class: "seen" }, element("p", {}, through, toneOf(rows)), ...rows.slice(-2).map(relationEvidence));
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const toneWords = (valence) => (valence > 15 ? "warm" : valence < -15 ? "hostile" : "mixed");
function toneOf(rows) {
  const kinds = [...new Set(rows.slice(-6).map((row) => row.kind))].slice(0, 3).join(", ");
  return `${toneWords(mean(rows.map((row) => row.valence)))} (${kinds}; ${plural(rows.length, "sign")})`;
}
const relationEvidence = (row) => dismissible(element("div", { class: "evidence" }, wayToWords(row.start, row.end), " ", sure(row.confidence)), "relations", row.relation_id);

function mentionCard(node) {
  const i = node.mention;
  const id = mentions.who[i];
  const around = closest(node, ".q");
  return [
    heading(id, ""),
    line(`meant here: ${sureWords(mentions.sure[i])}`),
    ...personLines(id),
    isCast(id) ? seenBy(id, mentions.start[i]) : null,
    around ? line(inWordsOf(around.quotation)) : null,
  ];
}

function inWordsOf(row) {
  if (row.speaker === null) return `who ${DOES[row.mode]} these words: not known`;
  return element("span", {}, `in words ${VERBS[row.mode]} `, isolated(nameOf(row.speaker)), ` (${sureWords(row.speaker_confidence)})`);
}

function quotationCard({ quotation: row }) {
  const whom = row.addressees && row.addressees.length ? namesOf(row.addressees) : "nobody";
  const to = row.mode !== "thought" && row.addressees ? line(element("span", {}, "to ", whom), sure(row.addressees_confidence)) : null;
  return [
    heading(row.speaker, row.speaker === null ? `who ${DOES[row.mode]} this: ` : `${VERBS[row.mode]} `),
    row.speaker === null ? line("the words don’t say enough") : line(HOW[row.attribution], sure(row.speaker_confidence)),
    row.cue_start === null ? null : element("p", { class: "evidence" }, "“", way(row.cue_start, row.cue_end, isolated(words(row.cue_start, row.cue_end))), "”"),
    to || (row.mode === "speech" ? line("to whom: not known") : null),
    row.speaker !== null && isCast(row.speaker) ? line(aliasLine(row.speaker)) : null,
  ];
}

function openCard(target, pin) {
  closeCard();
  const lines = target.quotation ? quotationCard(target) : mentionCard(target);
  card.replaceChildren(...[...lines, pin && correctionsOf(target)].filter(Boolean));
  carded = target;
  isPinned = pin;
  card.setAttribute("role", pin ? "dialog" : "tooltip");
  card.classList.toggle("pinned", pin);
  for (const button of card.querySelectorAll("button")) button.tabIndex = pin ? 0 : -1;
  card.hidden = false;
  if (pin) card.setAttribute("aria-label", "Who is meant");
  else card.removeAttribute("aria-label");
  target.setAttribute("aria-describedby", "card");
  placeCard();
}

// Below or above all lines of what it speaks of, where there is room; else beside the line that was pointed at.
function placeCard() {
  const gap = 8;
  const box = carded.getBoundingClientRect();
  const [lowest, highest] = [bottomOfSight(), topOfSight()];
  const { offsetHeight: height, offsetWidth: width } = card;
  let top = box.bottom + gap;
  let left = (carded.getClientRects()[0] || box).left;
  if (top + height > lowest) top = box.top - height - gap;
  if (top < highest) {
    top = Math.max(highest + gap, Math.min(lowest - height - gap, (box.top + box.bottom - height) / 2));
    left = box.right + gap + width < innerWidth ? box.right + gap : box.left - width - gap;
    if (left < 0) top = box.top > lowest - box.bottom ? highest + gap : lowest - height - gap;
  }
  card.style.top = `${top}px`;
  card.style.left = `${Math.max(gap, Math.min(left, document.documentElement.clientWidth - width - gap))}px`;
}

function closeCard() {
  if (!carded) return;
  const [target, hadFocus] = [carded, card.contains(document.activeElement)];
  card.hidden = true;
  card.replaceChildren();
  target.removeAttribute("aria-describedby");
  carded = null;
  isPinned = false;
  if (!hadFocus) return;
  returning = true;
  target.focus({ preventScroll: true });
  returning = false;
}

const HOVER_DELAY = 150;
let hovering = 0;
const marked = (node) => closest(node, ".m, .q");

document.addEventListener("mouseover", (event) => {
  clearTimeout(hovering);
  if (isPinned || card.contains(event.target)) return;
  const target = marked(event.target);
  if (target === carded) return;
  hovering = setTimeout(() => (target ? openCard(target, false) : carded !== marked(document.activeElement) && closeCard()), HOVER_DELAY);
});
document.addEventListener("focusin", (event) => {
  clearTimeout(hovering);
  if (returning || card.contains(event.target)) return;
  const target = marked(event.target);
  if (target && target !== carded) openCard(target, false);
  else if (!target) closeCard();
});
document.addEventListener("click", (event) => {
  if (card.contains(event.target)) return;
  const target = marked(event.target);
  const isSelecting = !getSelection().isCollapsed;
  if (!target) closeCard();
  else if (!isSelecting) pin(target, false);
});

function pin(target, byKey) {
  clearTimeout(hovering);
  openCard(target, true);
  const first = card.querySelector("button, summary");
  if (byKey) (first || card).focus({ preventScroll: true });
}

addEventListener("scroll", () => {
  if (!carded) return;
  const box = carded.getBoundingClientRect();
  if (box.bottom < topOfSight() || box.top > bottomOfSight()) closeCard();
  else placeCard();
}, { passive: true });
