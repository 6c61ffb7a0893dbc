// What the page knows (docs/page.md describes it), and what of it a reader can know who has read to a position.
// All offsets count code points of the whole text, as in the tables.

// What an element holds packed: deflated, in base64.
async function unpacked(element) {
  const letters = atob(element.textContent);
  element.remove();
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}

if (!window.DecompressionStream) {
  document.documentElement.classList.add("bare");
  document.getElementById("too-old").hidden = false;
  return;
}
const data = JSON.parse(await unpacked(document.getElementById("data")));

const book = document.getElementById("book");
const state = { position: 0, current: 0, finished: false, lens: null, view: null };
const END = data.story.n_chars;
const bound = () => (state.finished ? END : state.position);

// Places are told by how near they are to others: here they are counted from the text's beginning again.
function spread(name) {
  const columns = data.tables[name];
  delete data.tables[name];
  const steps = (list) => { for (let i = 1; i < list.length; i++) list[i] += list[i - 1]; };
  const from = (column, other) => {
    const [list, beside] = [columns[column], columns[other]];
    if (list) for (let i = 0; i < list.length; i++) if (list[i] !== null && beside[i] !== null) list[i] += beside[i];
  };
  for (const column of ["start", `${name.replace(/s$/, "")}_id`]) if (columns[column]) steps(columns[column]);
  from("end", "start");
  from("known_at", "end");
  for (const column of Object.keys(columns)) {
    if (!column.endsWith("_start")) continue;
    from(column, "start");
    from(column.replace(/start$/, "end"), column);
  }
  return columns;
}

// Columns as one object for each row.
function rowsOf(columns) {
  const names = Object.keys(columns);
  return columns[names[0]].map((_, i) => Object.fromEntries(names.map((name) => [name, columns[name][i]])));
}

// The rows of a table as objects, in text order.
const tables = {};
const table = (name) => (tables[name] ??= rowsOf(spread(name)));

const people = Object.fromEntries(rowsOf(data.people).map((person) => [person.entity_id, person]));
delete data.people;

const isKnown = (row) => row.known_at <= bound();
const known = (name) => table(name).filter(isKnown);

// The last of a sorted list's items whose place isn't after an offset; -1 if there is none.
function lastBefore(list, offset, place = (item) => item) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (place(list[middle]) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// Mentions stay columns, as there are very many.

const FORMS = ["pronoun", "common", "proper"];
const mentions = (() => {
  const { start, end, known_at, mention_id, entity_id, entity_confidence, form } = spread("mentions");
  const numbers = (list) => Int32Array.from(list);
  return {
    n: start.length,
    start: numbers(start),
    end: numbers(end),
    known_at: numbers(known_at),
    id: numbers(mention_id),
    who: numbers(entity_id),
    sure: Uint8Array.from(entity_confidence),
    form: Uint8Array.from(form, (name) => FORMS.indexOf(name)),
  };
})();

const mentionsOf = (() => {
  let byPerson = null;
  return (id) => {
    if (!byPerson) {
      byPerson = new Map();
      for (let i = 0; i < mentions.n; i++) {
        if (!byPerson.has(mentions.who[i])) byPerson.set(mentions.who[i], []);
        byPerson.get(mentions.who[i]).push(i);
      }
    }
    return (byPerson.get(id) || []).filter((i) => mentions.known_at[i] <= bound());
  };
})();

// People as far as they are known

const learnt = (list, at = bound()) => {
  const i = lastBefore(list, at, (item) => item[0]);
  return i < 0 ? null : list[i];
};
const NOT_KNOWN = "not known";
const nameOf = (id, at) => (id === null || id < 0 ? NOT_KNOWN : (learnt(people[id].names, at) || [0, NOT_KNOWN])[1]);
const markOf = (id, at) => (learnt(people[id].names, at) || [0, "", ""])[2];
const colourOf = (id) => (id === null || id < 0 ? 0 : people[id].colour);
const pronounsOf = (id) => (learnt(people[id].pronouns) || [0, []])[1];
const isCast = (id) => people[id].cast_from !== null && people[id].cast_from <= bound();
const isMet = (id) => learnt(people[id].names) !== null;
const narrates = (id) => people[id].narrates_from !== null && people[id].narrates_from <= bound();

// Other names so far, and then epithets.
function aliasesOf(id) {
  const name = nameOf(id).toLowerCase();
  const others = people[id].aliases.filter(([at, alias]) => at <= bound() && alias.toLowerCase() !== name);
  return others.sort((a, b) => b[2] - a[2] || a[0] - b[0]).map(([, alias]) => alias);
}

// The cast so far, most mentioned first.
function castNow() {
  const members = Object.keys(people).map(Number).filter(isCast);
  const counts = new Map(members.map((id) => [id, mentionsOf(id).length]));
  return members.sort((a, b) => counts.get(b) - counts.get(a) || a - b);
}

// Who turns out to be the same as somebody, as far as that has been revealed.
const samePeople = (id) =>
  known("identities").flatMap((row) => (row.entity_id === id ? [row.same_as] : row.same_as === id ? [row.entity_id] : []));

// Sections and places

const sections = table("sections");
const CHAPTERS = ["prologue", "chapter", "epilogue"];
const SCENES = ["scene", "journal_entry", "letter", "message", "poem"];
const told = sections.filter((section) => section.is_story);
const units = (() => {
  const kinds = told.some((section) => CHAPTERS.includes(section.kind)) ? CHAPTERS : SCENES;
  return told.filter((section) => kinds.includes(section.kind));
})();
const parents = new Set(sections.map((section) => section.parent_id));
const leaves = sections.filter((section) => !parents.has(section.section_id));
const kindName = (kind) => kind.replace("authors", "author’s").replaceAll("_", " ");

// A section's heading once it has been read; before, and without one, what it is.
const titleOf = (section) =>
  section.title && section.start + section.title.length <= bound() ? section.title : section.counted;

function holding(list, offset) {
  for (let i = lastBefore(list, offset, (item) => item.start); i >= 0; i--) if (offset < list[i].end) return list[i];
  return null;
}
const sectionAt = (offset) => holding(leaves, Math.min(offset, END - 1));
const unitAt = (offset) => holding(units, Math.min(offset, END - 1));
const [BODY_START, BODY_END] = data.story.body;
const shareOf = (offset) => Math.min(1, Math.max(0, (offset - BODY_START) / Math.max(1, BODY_END - BODY_START)));
const percentOf = (offset) => `${Math.round(100 * shareOf(offset))} %`;

function placeOf(offset) {
  const unit = unitAt(offset);
  return unit ? `${titleOf(unit)}, at ${percentOf(offset)}` : `at ${percentOf(offset)}`;
}

// Stretches of one point of view; whose it is may be revealed only behind the stretch.
const isRevealed = (row) => row.known_at <= Math.max(row.end, bound());
const focalizerOf = (row) => (isRevealed(row) ? row.focalizer : null);
const narratorOf = (row) => (isRevealed(row) ? row.narrator : null);
const eyesAt = (offset) => holding(table("perspectives"), Math.min(offset, END - 1));

// The words of the text, taken from the page itself

const { start: starts, end: ends } = spread("paragraphs");
const paragraphAt = (offset) => Math.max(0, lastBefore(starts, offset));
const elementOf = (number) => document.getElementById(`p${number}`);

function lettersOf(number) {
  const text = elementOf(number).textContent;
  return text.length === ends[number] - starts[number] ? text : Array.from(text);
}

function words(start, end) {
  const parts = [];
  for (let n = paragraphAt(start); n < starts.length && starts[n] < end; n++) {
    const part = lettersOf(n).slice(Math.max(0, start - starts[n]), end - starts[n]);
    parts.push(typeof part === "string" ? part : part.join(""));
  }
  return unsigned(parts.join(" ").replace(/\s+/g, " "));
}

// Without the underscores or asterisks that say "italic" in plain text.
const unsigned = (text) => text.replace(/(^|[^\w*])[_*]+(?=\w)|(?<=[\w.,;:!?’”])[_*]+(?=[^\w*]|$)/g, "$1");

// The words with some around them, for lists: [before, words, after].
const AROUND = 48;
function inContext(start, end) {
  const n = paragraphAt(start);
  const last = Math.min(end, ends[n]);
  const before = words(Math.max(starts[n], start - AROUND), start);
  const after = last < ends[n] ? words(last, Math.min(ends[n], last + AROUND)) : "";
  return [start - AROUND > starts[n] ? `…${before.replace(/^\S*\s/, "")}` : before, words(start, last), after.replace(/\s\S*$/, "…")];
}
