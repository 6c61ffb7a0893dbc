// The book: paragraphs get their marks as they come into sight. Marks nest, and one that crosses another's end goes on
// as a second element behind it.

const decorated = new Set();

// Rows by the paragraphs they touch.
function byParagraph(rows) {
  const lists = new Map();
  for (const row of rows) {
    for (let n = paragraphAt(row.start); n < starts.length && starts[n] < row.end; n++) {
      if (!lists.has(n)) lists.set(n, []);
      lists.get(n).push(row);
    }
  }
  return lists;
}
const quotationsIn = byParagraph(table("quotations"));

// Indices of the mentions in a paragraph; one that began in the paragraph before is rare and short.
function mentionsIn(number) {
  const found = [];
  let i = lastBefore(mentions.start, starts[number] - 1) + 1;
  for (let back = i - 1; back >= Math.max(0, i - 8); back--) if (mentions.end[back] > starts[number]) found.unshift(back);
  for (; i < mentions.n && mentions.start[i] < ends[number]; i++) found.push(i);
  return found;
}

function decorate(number) {
  const node = elementOf(number);
  const at = Math.max(bound(), ends[number]);
  const letters = Array.from(node.textContent);
  const all = [...quotationSpans(number, at), ...styleSpans(node), ...mentionSpans(number, at)];
  const root = document.createDocumentFragment();
  nest(root, letters, all);
  node.replaceChildren(root);
  decorated.add(number);
  hangInitials(node);
  lightParagraph(number);
}

const order = (a, b) => a.start - b.start || b.end - a.end || a.rank - b.rank;

function nest(root, letters, spans) {
  spans.sort(order);
  const open = [{ node: root, end: letters.length }];
  let at = 0;
  const writeTo = (end) => {
    if (end > at) open[open.length - 1].node.append(letters.slice(at, end).join(""));
    at = Math.max(at, end);
  };
  const closeTo = (position) => {
    while (open.length > 1 && open[open.length - 1].end <= position) {
      writeTo(open[open.length - 1].end);
      open.pop();
    }
    writeTo(position);
  };
  for (let i = 0; i < spans.length; i++) {
    const span = spans[i];
    closeTo(span.start);
    const around = open[open.length - 1];
    const end = Math.min(span.end, around.end);
    if (end < span.end && end < letters.length) insert(spans, i + 1, { ...span, start: end });
    if (end <= span.start) continue;
    const node = span.make();
    around.node.append(node);
    open.push({ node, end });
  }
  closeTo(letters.length);
}

function insert(spans, from, span) {
  let place = from;
  while (place < spans.length && order(spans[place], span) <= 0) place++;
  spans.splice(place, 0, span);
}

const within = (number, start, end, rest) => ({
  start: Math.max(0, start - starts[number]),
  end: Math.min(ends[number], end) - starts[number],
  ...rest,
});

function quotationSpans(number, at) {
  const rows = (quotationsIn.get(number) || []).filter((row) => row.known_at <= at);
  return rows.map((row) => within(number, row.start, row.end, { rank: 0, make: () => quotation(row) }));
}

function quotation(row) {
  const unsure = row.speaker_confidence < UNSURE_BELOW ? " unsure" : "";
  const node = element("span", { class: `q ${row.mode} c${colourOf(row.speaker)}${unsure}`, tabindex: "-1" });
  node.dataset.e = row.speaker ?? -1;
  node.quotation = row;
  return node;
}

function mentionSpans(number, at) {
  const indices = mentionsIn(number).filter((i) => mentions.known_at[i] <= at);
  return indices.map((i) => within(number, mentions.start[i], mentions.end[i], { rank: 2, make: () => mention(i, at) }));
}

function mention(i, at) {
  const id = mentions.who[i];
  const other = people[id].cast_from !== null && people[id].cast_from <= at ? "" : " other";
  const unsure = mentions.sure[i] < UNSURE_BELOW ? " unsure" : "";
  const node = element("span", { class: `m ${FORMS[mentions.form[i]]} c${colourOf(id)}${other}${unsure}`, tabindex: "-1" });
  node.dataset.e = id;
  node.mention = i;
  return node;
}

function styleSpans(paragraph) {
  const spans = [];
  let at = 0;
  const walk = (parent) => {
    for (const child of parent.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        at += Array.from(child.data).length;
        continue;
      }
      const start = at;
      walk(child);
      const [tag, classes] = [child.localName, child.className];
      if (!closest(child, ".m, .q") && !child.matches(".m, .q")) spans.push({ start, end: at, rank: 1, make: () => element(tag, { class: classes }) });
    }
  };
  walk(paragraph);
  return spans;
}

// The speaker's letters hang in the margin where somebody begins to speak; they are those of the name known by now.
function hangInitials(paragraph) {
  const first = paragraph.querySelector(".q");
  if (first && +first.dataset.e >= 0) first.dataset.who = markOf(+first.dataset.e);
}

function nameAnew() {
  for (const number of decorated) hangInitials(elementOf(number));
}

// Only the marks of the paragraph in hand are in the tab order: a book of ten thousand stops would have no end.
let inHand = -1;
function takeInHand(number) {
  if (number === inHand) return;
  for (const mark of elementOf(inHand)?.querySelectorAll(".m, .q") || []) mark.tabIndex = -1;
  inHand = number;
  if (number >= 0 && !decorated.has(number)) decorate(number);
  for (const mark of elementOf(inHand)?.querySelectorAll(".m, .q") || []) mark.tabIndex = 0;
}

function watchRuns() {
  const watcher = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      for (const { id } of target.children) if (!decorated.has(+id.slice(1))) decorate(+id.slice(1));
    }
  }, { rootMargin: "200px" });
  for (const run of book.querySelectorAll(".run")) watcher.observe(run);
}
