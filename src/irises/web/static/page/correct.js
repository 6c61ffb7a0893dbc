// Corrections. Only a page that comes from the server has them (docs/server.md): its head tells a path and a token. What
// is put right is sent there; then the page, made anew, is loaded at the same place, says what was done, and can undo it.

const api = toldInHead("irises-api");
const token = toldInHead("irises-token");
const shownState = toldInHead("irises-state");
const canCorrect = api !== null && token !== null;
const DONE = `${STORE}:done`;

function toldInHead(name) {
  const meta = document.querySelector(`head > meta[name="${name}"]`);
  return meta ? meta.content : null;
}

// The corrections that there are after a request. What can't be done is thrown in words; `isStale` where this page
// shows the story otherwise than it is now.
async function requested(method, body, more = {}) {
  let answer;
  try {
    answer = await fetch(`${api}/corrections`, { method, body, headers: { "X-Irises-Token": token, ...more } });
  } catch {
    throw new Error("The server doesn’t answer: start it again, then load this page anew.");
  }
  const text = await answer.text();
  if (!answer.ok) throw Object.assign(new Error(troubleIn(text)), { isStale: answer.status === 409 });
  return JSON.parse(text).corrections;
}

function troubleIn(text) {
  try {
    return JSON.parse(text).error || text;
  } catch {
    return text;
  }
}

// Asks for a correction; `done` says in words what it does, `trouble` is where it is said that it can't be made.
let isSending = false;
async function correct(asked, done, trouble) {
  if (isSending) return;
  isSending = true;
  trouble.classList.add("busy");
  trouble.textContent = "Putting it right…";
  try {
    const isUndo = asked.verb === "undo";
    // What is undone is named for good; all else is named by numbers that another change may have given to others.
    const made = await requested("POST", JSON.stringify(asked), isUndo ? {} : { "X-Irises-State": shownState });
    keep();
    leaveWord({ done, undoes: isUndo ? null : made.at(-1).key });
    location.reload();
  } catch (error) {
    isSending = false;
    trouble.classList.remove("busy");
    trouble.textContent = error.message;
    if (error.isStale) trouble.append(" ", element("button", { type: "button", class: "quiet", on: { click: () => { keep(); location.reload(); } } }, "Load it anew"));
    if (carded) placeCard();
  }
}

// What the page that is loaded next is told by this one.
function leaveWord(word) {
  const place = carded ? startOf(carded) : null;
  try {
    sessionStorage.setItem(DONE, JSON.stringify({ ...word, place, lens: state.lens, view: state.view }));
  } catch {
    // Without storage the correction is made all the same, and is listed in "About this reading".
  }
}

function wordLeft() {
  try {
    const word = canCorrect ? JSON.parse(sessionStorage.getItem(DONE)) : null;
    sessionStorage.removeItem(DONE);
    return word;
  } catch {
    return null;
  }
}

const startOf = (mark) => (mark.quotation ? mark.quotation.start : mentions.start[mark.mention]);

const ANNOUNCED_AFTER = 500;
function comeBack({ done, undoes, place, lens: who, view }) {
  if (who !== null && people[who] && isCast(who)) setLens(who);
  if (view) panelTitle.focus({ preventScroll: true });
  else focusPlace(place);
  drawNotice(done, undoes);
  // A page that has only just been loaded is not listened to at once.
  setTimeout(() => announce(undoes === null ? done : `${done} The key u undoes it.`), ANNOUNCED_AFTER);
}

// The mark that was in hand, or the paragraph; its card stays shut.
function focusPlace(place) {
  const number = place === null ? state.current : paragraphAt(place);
  if (number < 0) return;
  returning = true;
  focusParagraph(number);
  const marks = place === null ? [] : [...elementOf(number).querySelectorAll(".m, .q")];
  marks.find((mark) => startOf(mark) === place)?.focus({ preventScroll: true });
  returning = false;
}

// What was done

const troubleLine = () => element("p", { class: "trouble", role: "alert" });
let undoShown = () => {};

function drawNotice(done, undoes) {
  const trouble = troubleLine();
  const shut = () => { notice.remove(); undoShown = () => {}; };
  const notice = element(
    "section",
    { id: "notice", "aria-label": "What was done" },
    element("p", {}, isolated(done)),
    undoes === null ? null : element("button", { type: "button", class: "quiet", "aria-keyshortcuts": "u", on: { click: () => undoShown() } }, "Undo"),
    element("button", { type: "button", class: "quiet", on: { click: shut } }, "Close"),
    trouble,
  );
  if (undoes !== null) undoShown = () => undo(undoes, done, trouble);
  announcer.before(notice);
}

const undo = (key, done, trouble) => correct({ verb: "undo", correction: key }, `Undone: ${done}`, trouble);

// In the card

const option = ([value, words]) => element("option", { value: String(value) }, words);
const chooser = (options) => element("select", {}, ...options.map(option));
const labelled = (words, field) => element("label", {}, element("span", {}, words), field);
const castBut = (...ids) => castNow().filter((id) => !ids.includes(id)).map((id) => [id, nameOf(id)]);

function personChooser(options) {
  const select = chooser([["", "choose"], ...options]);
  select.required = true;
  return select;
}

// Fields and a button; `makes` gives what to ask for, and in words what is done by it.
function correctionForm(fields, button, makes) {
  const trouble = troubleLine();
  const submit = (event) => { event.preventDefault(); correct(...makes(), trouble); };
  return element("form", { on: { submit } }, ...fields, element("button", { class: "do" }, button), trouble);
}

// What can be put right about a mark in the book; null where nothing can.
function correctionsOf({ quotation: row, mention: i }) {
  if (!canCorrect) return null;
  if (row) return unfolding([row.mode === "thought" ? "Who thinks this?" : `Who ${DOES[row.mode]} this, and to whom?`], speakerForm(row), row.mode === "thought" ? null : hearersForm(row));
  const id = mentions.who[i];
  const isPerson = people[id].category === "PER";
  return unfolding(["Not ", isolated(nameOf(id)), "?"], meansForm(i), renameForm(id), sameForm(i), isPerson ? kindForm(id) : null);
}

const unfolding = (summary, ...forms) =>
  element("details", { class: "correct", on: { toggle: () => carded && placeCard() } }, element("summary", {}, ...summary), ...forms);

const UNKNOWN = "unknown";
const NOBODY = "nobody";
function speakerForm(row) {
  const options = [...castBut(row.speaker), ...(row.speaker === null ? [] : [[UNKNOWN, "not known"]]), [NOBODY, `nobody: these words aren’t ${SAID[row.mode]}`]];
  const who = personChooser(options);
  const quoted = clipped(words(row.start, row.end));
  return correctionForm([labelled("It is", who)], "Put right", () => {
    if (who.value === NOBODY) return [{ verb: "dismiss", table: "quotations", row_id: row.quotation_id }, `${quoted} isn’t ${SAID[row.mode]} by anybody.`];
    const person = who.value === UNKNOWN ? null : +who.value;
    const done = person === null ? `Who ${DOES[row.mode]} ${quoted} is not known.` : `${nameOf(person)} ${DOES[row.mode]} ${quoted}`;
    return [{ verb: "speaker", quotation: row.quotation_id, person }, done];
  });
}

// Who hears now can be unticked, and one more chosen; nobody, and not known, are chosen instead of them.
function hearersForm(row) {
  const now = row.addressees || [];
  const boxes = now.map((id) => element("input", { type: "checkbox", value: String(id), checked: true }));
  const ticks = now.map((id, i) => element("label", {}, boxes[i], element("span", {}, isolated(nameOf(id)))));
  const instead = [[UNKNOWN, "not known to whom"], [NOBODY, "nobody: it is said to oneself"]];
  const more = chooser([["", now.length ? "nobody else" : "choose"], ...castBut(row.speaker, ...now), ...instead]);
  more.required = !now.length;
  const quoted = clipped(words(row.start, row.end));
  return correctionForm([...ticks, labelled(now.length ? "and to" : "It is said to", more)], "To these", () => {
    const isInstead = instead.some(([value]) => value === more.value);
    const ids = isInstead ? [] : [...boxes.filter((box) => box.checked), ...(more.value ? [more] : [])].map((field) => +field.value);
    const isUnknown = more.value === UNKNOWN || (!ids.length && !isInstead);
    const done = isUnknown ? `To whom ${quoted} is said is not known.` : `${quoted} is said to ${ids.map((id) => nameOf(id)).join(" and ") || "nobody"}.`;
    return [{ verb: "said-to", quotation: row.quotation_id, people: isUnknown ? null : ids }, done];
  });
}

const SOMEBODY_ELSE = "new";
function meansForm(i) {
  const id = mentions.who[i];
  const quoted = `“${words(mentions.start[i], mentions.end[i])}”`;
  const who = personChooser([...castBut(id), [SOMEBODY_ELSE, "somebody not in this list"], [NOBODY, "nobody and nothing"]]);
  const name = element("input", { type: "text", maxlength: "200", autocomplete: "off" });
  const which = chooser([["", `${quoted}, here only`], ...callings(id).map((alias) => [alias, `“${alias}”, everywhere`])]);
  const more = element("div", { hidden: true }, labelled("called, if you know it,", name), labelled("is meant by", which));
  who.addEventListener("change", () => { more.hidden = who.value !== SOMEBODY_ELSE; placeCard(); });
  return correctionForm([labelled(`${quoted} means`, who), more], "Put right", () => {
    if (who.value === SOMEBODY_ELSE) return splitAsked(i, which.value, name.value.trim());
    if (who.value === NOBODY) return [{ verb: "dismiss", table: "mentions", row_id: mentions.id[i] }, `${quoted} means nobody here.`];
    return [{ verb: "means", mentions: [mentions.id[i]], person: +who.value }, `${quoted} means ${nameOf(+who.value)} here.`];
  });
}

const callings = (id) => [...new Set(people[id].aliases.filter(([at]) => at <= bound()).map(([, alias]) => alias))];

function splitAsked(i, alias, name) {
  const id = mentions.who[i];
  const done = `“${alias || words(mentions.start[i], mentions.end[i])}” ${alias ? "means" : "here means"} ${name || "somebody else"}, not ${nameOf(id)}.`;
  return [{ verb: "split", person: id, words: alias || [mentions.id[i]], name: name || null }, done];
}

function renameForm(id) {
  const name = element("input", { type: "text", required: true, maxlength: "200", autocomplete: "off", value: nameOf(id) });
  return correctionForm([labelled("The name is", name)], "Rename", () => [{ verb: "rename", person: id, name: name.value }, `${nameOf(id)} is called ${name.value.trim()}.`]);
}

// What is revealed in a paragraph is known at its end.
function sameForm(i) {
  const id = mentions.who[i];
  const who = personChooser(castBut(id));
  const since = chooser([["always", "all along"], ["here", "from here on: it is revealed here"]]);
  return correctionForm([labelled("is the same person as", who), labelled("known", since)], "Join", () => {
    const two = { one: id, other: +who.value };
    const both = `${nameOf(id)} and ${nameOf(two.other)}`;
    if (since.value === "always") return [{ verb: "merge", ...two }, `${both} are one person.`];
    return [{ verb: "same-from", ...two, place: ends[paragraphAt(mentions.start[i])] }, `${both} turn out to be one person here.`];
  });
}

const THINGS = [["", "something else"], ["FAC", "a building, a room or a street"], ["GPE", "a town or a country"], ["LOC", "a landscape or a region"], ["VEH", "a ship or another vehicle"], ["ORG", "an organisation"]];
function kindForm(id) {
  const kind = chooser(THINGS);
  return correctionForm([labelled("is not a person but", kind)], "Put right", () => [{ verb: "not-a-person", person: id, category: kind.value || null }, `${nameOf(id)} is not a person.`]);
}

// In the margin

// An item of a list, or a line of a card, with a button by which its row is dismissed.
function dismissible(item, name, id) {
  if (!canCorrect) return item;
  const what = [...item.childNodes].filter((node) => !closest(node, ".sure, .sign-of")).map((node) => node.textContent).join("").trim();
  const trouble = troubleLine();
  const click = () => correct({ verb: "dismiss", table: name, row_id: id }, `Taken out: ${what}`, trouble);
  item.append(" ", element("button", { type: "button", class: "quiet not-so", "aria-label": `not so: ${what}`, on: { click } }, "not so"), trouble);
  return item;
}

// In "About this reading"

// A correction tells names as the whole story has them: here they are as far as they can be known.
function toldName(name) {
  const isCalled = (id) => [...people[id].names, ...people[id].aliases].some(([, other]) => other === name);
  const called = Object.keys(people).map(Number).filter(isCalled);
  if (called.some((id) => nameOf(id) === name || callings(id).includes(name))) return name;
  const met = called.find(isMet);
  return met === undefined ? "somebody" : nameOf(met);
}

const DONE_BY = {
  merge: ({ one, other }) => `${toldName(one)} and ${toldName(other)} are one person`,
  split: ({ person, alias }) => (alias === null ? `not ${toldName(person)} but somebody else` : `who is called so is not ${toldName(person)}`),
  means: ({ person }) => `means ${toldName(person)}`,
  rename: ({ name }) => `is called ${toldName(name)}`,
  speaker: ({ speaker }) => (speaker === null ? "who says this is not known" : `said by ${toldName(speaker)}`),
  "said-to": ({ to }) => (to === null ? "to whom this is said is not known" : `said to ${to === "nobody" ? to : to.split("; ").map(toldName).join(" and ")}`),
  "not-a-person": () => "is not a person",
  "same-from": ({ one, other }) => `${toldName(one)} and ${toldName(other)} turn out to be one person`,
  dismiss: ({ table: name }) => `taken out of ${name}`,
};

const lastName = (id) => people[id].names.at(-1)[1];
const isPair = (a, b, { one, other }) => lastName(a) === one && lastName(b) === other;
const isRevealedPair = (two) => known("identities").some(({ entity_id: a, same_as: b }) => isPair(a, b, two) || isPair(b, a, two));

// Whether a reader may know what a correction says; rows that only another version understands have no arguments.
const isTold = (row) =>
  row.verb in DONE_BY && Object.keys(row.arguments).length > 0 && row.end <= bound() && (row.verb !== "same-from" || isRevealedPair(row.arguments));

function correctionItem(row) {
  const trouble = troubleLine();
  const isApplied = row.state === "applied";
  const what = isTold(row) ? DONE_BY[row.verb](row.arguments) : `${row.verb.replaceAll("-", " ")}${isApplied ? ", further on" : ""}`;
  const button = element("button", { type: "button", class: "quiet", "aria-label": `Undo: ${what}`, on: { click: () => undo(row.key, what, trouble) } }, "Undo");
  return element(
    "li",
    {},
    ...(isApplied && isTold(row) ? [way(row.start, row.end, isolated(`“${clipped(row.words)}”`)), ": "] : []),
    isolated(what),
    " ",
    button,
    isApplied ? null : element("p", { class: "warning" }, "not applied: its words are not in the text as it is now, or fit several places"),
    trouble,
  );
}

// The list, empty until the server has answered; null on a page without corrections.
function correctionsSection() {
  if (!canCorrect) return null;
  const list = element("ul", { id: "corrections" });
  const trouble = troubleLine();
  requested("GET").then((rows) => { listCorrections.rows = rows; listCorrections(); }, (error) => { trouble.textContent = error.message; });
  return element("section", { class: "corrections" }, element("h3", {}, "Corrections"), list, trouble);
}

function listCorrections() {
  const list = document.getElementById("corrections");
  if (!list || !listCorrections.rows || list.contains(document.activeElement)) return;
  list.replaceChildren(...listCorrections.rows.map(correctionItem));
  if (!listCorrections.rows.length) list.append(element("li", { class: "none" }, "None so far. A click on a name or a quotation opens its card, where it can be put right."));
}
afterMove.push((before) => { if (before !== bound()) listCorrections(); });
