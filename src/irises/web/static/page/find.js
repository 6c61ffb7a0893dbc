// Find: words, a person, "Elizabeth to Darcy", an emotion, a vow; only in what has been read.

const MOST_FOUND = 40;
const EMOTIONS = ["anger", "anticipation", "disgust", "fear", "joy", "sadness", "surprise", "trust"];
const COMMITMENTS = ["promise", "vow", "request", "command", "threat", "refusal"];
// Case and the shape of quotation marks make no difference.
const plainQuotes = (text) => text.replace(/[’‘]/g, "'").replace(/[“”]/g, '"');
const fold = (text) => plainQuotes(text.toLowerCase()).trim();

function peopleCalled(words) {
  const wanted = fold(words);
  if (!wanted) return [];
  const calls = (id) => [nameOf(id), ...aliasesOf(id)].map(fold);
  const met = castNow();
  const exact = met.filter((id) => calls(id).includes(wanted));
  return exact.length ? exact : met.filter((id) => calls(id).some((name) => ` ${name}`.includes(` ${wanted}`)));
}

function placesOf(query) {
  const wanted = fold(query);
  const places = [];
  for (let n = 0; n < starts.length && ends[n] <= bound(); n++) {
    if (elementOf(n).closest(".said")) continue;
    const text = elementOf(n).textContent;
    // A few letters grow when they are made small: such a paragraph is searched as it stands.
    const lowered = text.toLowerCase();
    const folded = plainQuotes(lowered.length === text.length ? lowered : text);
    for (let i = folded.indexOf(wanted); i >= 0; i = folded.indexOf(wanted, i + wanted.length)) {
      const start = starts[n] + Array.from(text.slice(0, i)).length;
      places.push({ start, end: start + Array.from(text.slice(i, i + wanted.length)).length });
    }
  }
  return places;
}

function resultGroups(query) {
  const groups = [];
  const pair = /^(.+?)\s+to\s+(.+)$/i.exec(query);
  const [from, to] = pair ? [peopleCalled(pair[1])[0], peopleCalled(pair[2])[0]] : [];
  if (from !== undefined && to !== undefined) {
    const rows = known("quotations").filter((row) => row.speaker === from && isSaidTo(row, to));
    groups.push([[isolated(nameOf(from)), " to ", isolated(nameOf(to))], rows.map((row) => () => entry([], row.start, row.end, row.speaker_confidence))]);
  }
  const singular = fold(query).replace(/s$/, "");
  const emotion = EMOTIONS.find((name) => name === fold(query));
  if (emotion) groups.push([[emotion], known("emotions").filter((row) => row.emotion === emotion).map((row) => () => emotionEntry(row))]);
  const kind = COMMITMENTS.find((name) => name === singular || name === fold(query));
  if (kind) groups.push([[kind], known("commitments").filter((row) => row.kind === kind).map((row) => () => commitmentEntry(row))]);
  const called = peopleCalled(query);
  if (called.length) groups.push([["people"], called.map((id) => () => personEntry(id))]);
  if (fold(query).length > 1) groups.push([["words"], placesOf(query).map((place) => () => entry([], place.start, place.end))]);
  return groups;
}

const emotionEntry = (row) => entry([isolated(nameOf(row.experiencer)), ` ${CHANNELS[row.channel]} ${emotionName(row)}`], row.start, row.end, row.confidence);
const commitmentEntry = (row) => entry([isolated(nameOf(row.by)), `: ${row.kind}, ${statusOf(row)}`], row.start, row.end, row.confidence);

function personEntry(id) {
  const found = mentionsOf(id);
  const first = found.length ? wayToPlace(mentions.start[found[0]], mentions.end[found[0]]) : "";
  return element("li", {}, personButton(id), element("small", {}, aliasLine(id)), element("small", {}, "first met: ", first));
}

function groupElement([title, makers]) {
  const list = element("ol", { class: "found" }, ...makers.slice(0, MOST_FOUND).map((make) => make()));
  const rest = makers.length - MOST_FOUND;
  const more = rest > 0 ? element("button", { type: "button", class: "quiet", on: { click: () => { list.append(...makers.slice(MOST_FOUND).map((make) => make())); more.remove(); } } }, `${rest.toLocaleString("en")} more`) : null;
  return element("section", {}, element("h3", {}, ...title, ` (${makers.length.toLocaleString("en")})`), makers.length ? list : nothing("None in what you have read."), more);
}

let lastQuery = "";
function drawFind(body) {
  const input = element("input", { type: "search", id: "find", autocomplete: "off", spellcheck: "false", "aria-describedby": "find-help" });
  const results = element("div", { id: "results" });
  const find = () => {
    lastQuery = input.value.trim();
    const groups = lastQuery ? resultGroups(lastQuery).filter(([, makers], i, all) => makers.length || all.length === 1) : [];
    results.replaceChildren(...groups.map(groupElement));
    if (lastQuery && !groups.length) results.append(nothing("Nothing found in what you have read."));
    announce(lastQuery ? `${plural(groups.reduce((sum, [, makers]) => sum + makers.length, 0), "result")}` : "");
  };
  let timer = 0;
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(find, 200); });
  body.append(
    element("label", { for: "find" }, "Words, a person, “Elizabeth to Darcy”, an emotion, a vow"),
    input,
    element("p", { id: "find-help", class: "hint" }, state.finished ? "Looks in the whole story." : `Looks in what you have read, up to ${percentOf(state.position)}.`),
    results,
  );
  input.value = lastQuery;
  if (lastQuery) find();
}
