// Pictures: Vega draws them. Its script lies packed in the page and only runs when the first picture is asked for.

let library = null;
const plotter = () => (library ??= loaded(document.getElementById("vega")));

async function loaded(source) {
  if (!source) return null;
  const script = document.createElement("script");
  script.textContent = await unpacked(source);
  document.head.append(script);
  return window.vegaEmbed;
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const personColour = (id) => colour(`--c${colourOf(id)}`);

function theme() {
  const [ink, soft, rule] = [colour("--ink"), colour("--soft"), colour("--line")];
  const text = { labelColor: soft, titleColor: soft, labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal" };
  return {
    background: null,
    font: "system-ui, sans-serif",
    view: { stroke: null },
    axis: { ...text, domainColor: rule, tickColor: rule, gridColor: rule, labelLimit: 150 },
    legend: { ...text, symbolStrokeColor: ink, symbolFillColor: "transparent" },
    text: { color: ink },
    rule: { color: rule },
  };
}

// A picture with its question as title, its numbers as a table, and a way from each point to the words.
function figure(title, spec, columns, rows, empty) {
  const caption = element("figcaption", {}, title);
  if (!rows.length) return element("figure", {}, caption, nothing(empty));
  const canvas = element("div", { class: "picture" });
  const numbers = element("details", { class: "numbers" }, element("summary", {}, "The numbers"), numberTable(columns, rows));
  const whole = element("figure", {}, caption, canvas, numbers);
  requestAnimationFrame(() => plot(canvas, spec, numbers, title));
  return whole;
}

function numberTable(columns, rows) {
  const head = element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, column)));
  const cells = (row) => row.map((cell, i) => element(i === 0 ? "th" : "td", i === 0 ? { scope: "row" } : {}, cell instanceof Node ? cell : String(cell)));
  return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "The numbers" }, element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows.map((row) => element("tr", {}, ...cells(row))))));
}

// The pictures of the open view; those of the last one are let go.
const drawn = [];
function letGo() {
  acts.length = 0;
  for (const view of drawn.splice(0)) view.finalize();
  pictureTipElement.hidden = true;
}

async function plot(canvas, makeSpec, numbers, title) {
  const embed = await plotter();
  if (!canvas.isConnected) return;
  if (!embed) {
    canvas.append(nothing("The plotting library isn’t part of this installation: here are the numbers."));
    numbers.open = true;
    return;
  }
  const spec = { description: title, autosize: { type: "fit-x", contains: "padding" }, ...makeSpec(canvas.clientWidth) };
  const mode = spec.marks ? "vega" : "vega-lite";
  const options = { ast: true, actions: false, renderer: "svg", defaultStyle: false, logLevel: 1, mode, config: theme(), tooltip: pictureTip };
  const { view } = await embed(canvas, spec, options);
  drawn.push(view);
  view.addEventListener("click", (_, item) => {
    const datum = item && item.datum && (item.datum.datum || item.datum);
    if (!datum) return;
    if (datum.act !== undefined) acts[datum.act]();
    else if (datum.at !== undefined) go(datum.at, datum.to || datum.at);
  });
}

// What a click on a point that is no place does, by number: Vega's data can't hold functions.
const acts = [];
const actOf = (act) => acts.push(act) - 1;

const pictureTipElement = document.getElementById("picture-tip");
function pictureTip(_, event, __, value) {
  pictureTipElement.hidden = !value;
  if (!value) return;
  pictureTipElement.textContent = typeof value === "object" ? Object.values(value).join(" · ") : String(value);
  pictureTipElement.style.left = `${Math.min(event.clientX + 12, innerWidth - pictureTipElement.offsetWidth - 8)}px`;
  pictureTipElement.style.top = `${event.clientY + 16}px`;
}

const SHORT = 22;
const short = (text, most = SHORT) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
const labelOf = (id) => `${markOf(id)} ${short(nameOf(id))}`;
const progress = { field: "x", type: "quantitative", title: "how far in (%)" };

// Cast: who is there, scene by scene

const PAST_LABELS = 9;
const NARROW = 420;
const MOST_ROWS = 14;
const MOST_CELLS = 400;
function presenceFigure() {
  const scenes = leaves.filter((section) => section.is_story && section.start < bound());
  const number = new Map(scenes.map((scene, i) => [scene.section_id, i + 1]));
  const ids = castNow().slice(0, MOST_ROWS);
  const rows = known("presence").filter((row) => number.has(row.section_id) && ids.includes(row.entity_id)).map((row) => {
    const scene = scenes[number.get(row.section_id) - 1];
    const n = mentionsOf(row.entity_id).filter((i) => mentions.start[i] >= scene.start && mentions.start[i] < scene.end).length;
    return { who: row.entity_id, label: labelOf(row.entity_id), scene: number.get(row.section_id), n, status: row.status, at: row.start, to: row.start };
  });
  const spec = (width) => ({
    width,
    height: { step: 22 },
    data: { values: rows.map((row) => ({ ...row, colour: personColour(row.who), about: `${nameOf(row.who)}, ${row.status}: ${plural(row.n, "mention")} in part ${row.scene}` })) },
    mark: { type: "rect", cursor: "pointer", stroke: colour("--paper"), strokeWidth: 1 },
    encoding: {
      x: { field: "scene", type: "ordinal", title: "part of the story", axis: { labelAngle: 0, labelOverlap: "greedy", labelSeparation: 8, ticks: false } },
      y: { field: "label", type: "nominal", sort: ids.map(labelOf), title: null, axis: { ticks: false, domain: false, labelPadding: PAST_LABELS } },
      color: { field: "colour", type: "nominal", scale: null },
      opacity: { condition: { test: "datum.status !== 'present'", value: 0.18 }, field: "n", type: "quantitative", scale: { type: "sqrt", range: [0.4, 1] }, legend: null },
      tooltip: { field: "about", type: "nominal" },
    },
  });
  const cells = rows.map((row) => [nameOf(row.who), way(row.at, row.at, titleOf(scenes[row.scene - 1])), row.status, row.n]);
  return figure("Who is there, part by part", spec, ["person", "where", "how", "mentions"], cells, "Nobody has been met yet.");
}

// Ties: who talks to whom

const MOST_NODES = 12;
const MOST_TIES = 28;
function talkPairs() {
  const pairs = new Map();
  for (const row of known("quotations")) {
    if (row.mode !== "speech" || row.speaker === null || !isCast(row.speaker)) continue;
    for (const to of row.addressees || []) {
      if (!isCast(to) || to === row.speaker) continue;
      const key = `${row.speaker} ${to}`;
      if (!pairs.has(key)) pairs.set(key, { from: row.speaker, to, words: 0, rows: [] });
      pairs.get(key).words += row.n_words;
      pairs.get(key).rows.push(row);
    }
  }
  return [...pairs.values()].sort((a, b) => b.words - a.words);
}

// People around a ring; a tie is wide at who speaks and narrow at who is spoken to, and bends to its own side.
function ring(ids, width) {
  const room = Math.min(150, width * 0.25);
  const radius = Math.min(150, Math.max(60, (width - 2 * room) / 2));
  const centre = { x: width / 2, y: radius + 30 };
  const nodes = ids.map((id, i) => {
    const angle = (2 * Math.PI * (i + 0.5)) / ids.length - Math.PI / 2;
    const [x, y] = [centre.x + radius * Math.cos(angle), centre.y + radius * Math.sin(angle)];
    return { id, x, y, right: Math.cos(angle) >= 0, label: short(nameOf(id), Math.floor(room / 7)), mark: markOf(id), colour: personColour(id) };
  });
  return { nodes, centre, height: 2 * radius + 60 };
}

function wedge(a, b, centre, thickness) {
  const [mx, my] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy) || 1;
  const [nx, ny] = [-dy / length, dx / length];
  const bend = 14 + length * 0.08;
  const [cx, cy] = [mx + nx * bend + (centre.x - mx) * 0.3, my + ny * bend + (centre.y - my) * 0.3];
  const half = thickness / 2;
  const at = (x, y) => `${x.toFixed(1)},${y.toFixed(1)}`;
  return `M${at(a.x + nx * half, a.y + ny * half)}Q${at(cx + nx * half * 0.6, cy + ny * half * 0.6)} ${at(b.x, b.y)}Q${at(cx - nx * half * 0.6, cy - ny * half * 0.6)} ${at(a.x - nx * half, a.y - ny * half)}Z`;
}

function tiesSpec(pairs, show, width) {
  const weight = new Map();
  for (const pair of pairs) for (const id of [pair.from, pair.to]) weight.set(id, (weight.get(id) || 0) + pair.words);
  const most = width < NARROW ? 8 : MOST_NODES;
  const ids = [...weight.keys()].sort((a, b) => weight.get(b) - weight.get(a)).slice(0, most);
  const { nodes, centre, height } = ring(ids, width);
  const at = new Map(nodes.map((node) => [node.id, node]));
  const inside = pairs.filter((pair) => at.has(pair.from) && at.has(pair.to)).slice(0, MOST_TIES);
  const widest = Math.max(...inside.map((pair) => pair.words));
  const edges = inside.map((pair) => ({
    d: wedge(at.get(pair.from), at.get(pair.to), centre, 2 + 16 * Math.sqrt(pair.words / widest)),
    colour: personColour(pair.from),
    about: `${nameOf(pair.from)} to ${nameOf(pair.to)}: ${plural(pair.words, "word")}`,
    act: actOf(() => show(pair)),
  }));
  const text = { font: { value: "system-ui, sans-serif" }, fontSize: { value: 12 }, fill: { value: colour("--ink") } };
  return {
    width,
    height,
    autosize: "none",
    data: [{ name: "edges", values: edges }, { name: "nodes", values: nodes }],
    marks: [
      { type: "path", aria: false, from: { data: "edges" }, encode: { enter: { path: { field: "d" }, fill: { field: "colour" }, fillOpacity: { value: 0.62 }, tooltip: { field: "about" }, cursor: { value: "pointer" } }, hover: { fillOpacity: { value: 1 } }, update: { fillOpacity: { value: 0.62 } } } },
      { type: "symbol", aria: false, interactive: false, from: { data: "nodes" }, encode: { enter: { x: { field: "x" }, y: { field: "y" }, size: { value: 620 }, fill: { value: colour("--paper") }, stroke: { field: "colour" }, strokeWidth: { value: 2 } } } },
      { type: "text", aria: false, interactive: false, from: { data: "nodes" }, encode: { enter: { ...text, x: { field: "x" }, y: { field: "y" }, text: { field: "mark" }, align: { value: "center" }, baseline: { value: "middle" }, fontWeight: { value: 700 }, fontSize: { value: 11 } } } },
      { type: "text", aria: false, interactive: false, name: "labels", from: { data: "nodes" }, encode: { enter: { ...text, x: { field: "x", offset: { signal: "datum.right ? 19 : -19" } }, y: { field: "y" }, text: { field: "label" }, align: { signal: "datum.right ? 'left' : 'right'" }, baseline: { value: "middle" } } } },
    ],
  };
}

function tiesFigure(evidence) {
  const pairs = talkPairs();
  const show = (pair) => {
    const relations = known("relations").filter((row) => row.from_entity === pair.from && row.to_entity === pair.to);
    const quoted = pair.rows.slice(0, 12).map((row) => entry([], row.start, row.end, row.addressees_confidence));
    const signs = relations.slice(-6).map((row) => entry([row.kind], row.start, row.end, row.confidence));
    evidence.replaceChildren(
      element("h3", { tabindex: "-1" }, isolated(nameOf(pair.from)), " to ", isolated(nameOf(pair.to)), `: ${plural(pair.words, "word")}`),
      signs.length ? element("p", {}, `How ${nameOf(pair.from)} stands to them: ${toneOf(relations)}`) : nothing("How they stand: no sign found."),
      element("ol", { class: "found" }, ...signs, ...quoted),
      pair.rows.length > 12 ? nothing(`and ${pair.rows.length - 12} more: find “${nameOf(pair.from)} to ${nameOf(pair.to)}”`) : "",
    );
    evidence.firstChild.focus();
  };
  const cells = pairs.slice(0, 60).map((pair) => [nameOf(pair.from), nameOf(pair.to), pair.words, element("button", { type: "button", class: "way", on: { click: () => show(pair) } }, plural(pair.rows.length, "stretch", "stretches"))]);
  return figure("Who talks to whom", (width) => tiesSpec(pairs, show, width), ["speaker", "listener", "words", "which"], cells, "Nobody has spoken to anybody yet, as far as is known.");
}

function balanceFigure() {
  const rows = castNow().map((id) => ({ id, words: wordsSaid(id) })).filter((row) => row.words).sort((a, b) => b.words - a.words).slice(0, 12);
  const first = (id) => known("quotations").find((row) => row.speaker === id && row.mode === "speech");
  const values = rows.map((row) => ({ ...row, label: labelOf(row.id), colour: personColour(row.id), at: first(row.id).start, to: first(row.id).end, about: `${nameOf(row.id)}: ${plural(row.words, "word")}` }));
  const spec = (width) => ({
    width,
    height: { step: 22 },
    data: { values },
    mark: { type: "bar", cursor: "pointer", height: 12 },
    encoding: {
      y: { field: "label", type: "nominal", sort: null, title: null, axis: { ticks: false, domain: false, labelPadding: PAST_LABELS } },
      x: { field: "words", type: "quantitative", title: "words spoken", axis: { grid: false, tickCount: 4 } },
      color: { field: "colour", type: "nominal", scale: null },
      tooltip: { field: "about", type: "nominal" },
    },
  });
  const cells = values.map((row) => [nameOf(row.id), row.words, way(row.at, row.to, "first words")]);
  return figure("Who has how much to say", spec, ["person", "words", "where"], cells, "Nobody has spoken yet, as far as is known.");
}

// Arcs: what somebody feels and what they show

const MOST_POINTS = 90;
const STRETCHES = 36;

// Few emotions are points of their own; of many, those of a stretch and a channel are one point, as large as they are
// many, which leads to the strongest of them.
function arcPoints(rows) {
  const point = (row, list) => ({ x: 100 * shareOf(row.start), y: mean(list.map((one) => one.valence)) / 100, n: list.length, channel: row.channel, at: row.start, to: row.end, about: aboutEmotions(row, list) });
  if (rows.length <= MOST_POINTS) return rows.map((row) => point(row, [row]));
  const stretches = new Map();
  for (const row of rows) {
    const key = `${row.channel} ${Math.floor((STRETCHES * shareOf(row.start)) / Math.max(0.01, shareOf(bound())))}`;
    if (!stretches.has(key)) stretches.set(key, []);
    stretches.get(key).push(row);
  }
  return [...stretches.values()].map((list) => point(list.reduce((a, b) => (b.intensity * b.confidence > a.intensity * a.confidence ? b : a)), list));
}

const aboutEmotions = (row, list) =>
  list.length === 1 ? `${CHANNELS[row.channel]} ${emotionName(row)}, ${sureWords(row.confidence)}` : `${CHANNELS[row.channel]}: ${list.length} emotions around here, most of all ${emotionName(row)}`;

const FEWEST_FOR_A_LINE = 5;
function arcFigure(id) {
  const rows = known("emotions").filter((row) => row.experiencer === id);
  const lined = ["felt", "shown"].filter((channel) => rows.filter((row) => row.channel === channel).length >= FEWEST_FOR_A_LINE);
  const channel = { field: "channel", type: "nominal", title: null };
  const domain = ["felt", "shown", "said"];
  const tint = personColour(id);
  const spec = (width) => ({
    width,
    height: 200,
    data: { values: arcPoints(rows) },
    encoding: {
      x: { ...progress, scale: { domain: [0, Math.max(1, 100 * shareOf(bound()))], nice: false }, axis: { grid: false, tickCount: 5 } },
      y: { type: "quantitative", title: null, scale: { domain: [-1, 1] }, axis: { gridColor: { condition: { test: "datum.value === 0", value: colour("--edge") }, value: "transparent" }, values: [-1, 0, 1], labelExpr: "datum.value > 0 ? 'pleasant' : datum.value < 0 ? 'unpleasant' : 'neither'" } },
    },
    layer: [
      {
        transform: [{ filter: { field: "channel", oneOf: lined } }, { window: [{ op: "mean", field: "y", as: "smooth" }], frame: [-3, 3], groupby: ["channel"], sort: [{ field: "x" }] }],
        mark: { type: "line", interpolate: "monotone", strokeWidth: 2, color: tint },
        encoding: { y: { field: "smooth" }, strokeDash: { ...channel, scale: { domain: ["felt", "shown"], range: [[1, 0], [5, 3]] }, legend: null } },
      },
      {
        mark: { type: "point", cursor: "pointer", color: tint, strokeWidth: 1.2, opacity: 0.75 },
        encoding: {
          y: { field: "y" },
          shape: { ...channel, scale: { domain, range: ["circle", "square", "triangle-up"] }, legend: { orient: "top" } },
          size: { field: "n", type: "quantitative", scale: { type: "sqrt", domain: [0, 20], range: [10, 160], clamp: true }, legend: null },
          fillOpacity: { condition: { test: "datum.channel === 'felt'", value: 0.8 }, value: 0 },
          fill: { value: tint },
          tooltip: { field: "about", type: "nominal" },
        },
      },
    ],
  });
  const cells = rows.slice(0, MOST_CELLS).map((row) => [CHANNELS[row.channel], emotionName(row), (row.valence / 100).toFixed(2), way(row.start, row.end, isolated(words(row.start, row.end))), `${row.confidence} %`]);
  return figure(`What ${nameOf(id)} feels and what is shown`, spec, ["how", "emotion", "pleasant", "words", "sure"], cells, `Nothing that ${nameOf(id)} feels or shows was found so far.`);
}

// Promises

const FATES = ["open", "kept", "broken", "withdrawn"];
function promisesFigure(rows) {
  const givers = [...new Set(rows.map((row) => row.by))].filter((id) => id !== null && isMet(id));
  const n = (id) => rows.filter((row) => row.by === id).length;
  const ids = givers.sort((a, b) => n(b) - n(a)).slice(0, MOST_NODES);
  const shown = rows.filter((row) => ids.includes(row.by));
  const values = shown.map((row) => ({ label: labelOf(row.by), x: 100 * shareOf(row.start), status: statusOf(row), colour: personColour(row.by), at: row.start, to: row.end, about: `${nameOf(row.by)}: ${row.kind}, ${statusOf(row)}` }));
  const spec = (width) => ({
    width,
    height: { step: 22 },
    data: { values },
    mark: { type: "point", filled: false, size: 50, strokeWidth: 1.8, opacity: 0.9, cursor: "pointer" },
    encoding: {
      y: { field: "label", type: "nominal", sort: ids.map(labelOf), title: null, axis: { ticks: false, domain: false, grid: true, labelPadding: PAST_LABELS } },
      x: { ...progress, scale: { domain: [0, Math.max(1, 100 * shareOf(bound()))], nice: false }, axis: { grid: false, tickCount: 5 } },
      color: { field: "colour", type: "nominal", scale: null },
      shape: { field: "status", type: "nominal", scale: { domain: FATES, range: ["circle", "square", "cross", "diamond"] }, legend: { orient: "top", title: null, values: FATES.filter((status) => values.some((row) => row.status === status)), columns: width < NARROW ? 2 : 4 } },
      tooltip: { field: "about", type: "nominal" },
    },
  });
  const cells = rows.slice(0, MOST_CELLS).map((row) => [nameOf(row.by), row.kind, way(row.start, row.end, isolated(clipped(words(row.content_start, row.content_end)))), statusOf(row), `${row.confidence} %`]);
  return figure("Who gives their word, and what becomes of it", spec, ["who", "what", "words", "now", "sure"], cells, "No promise, vow or threat has been found so far.");
}

// Timeline: when it happened, and when it is told

const MONTHS = "January February March April May June July August September October November December".split(" ");

// A date as a reader would say it: "15 December 2003", "26 July", "1849".
function dateWords(date) {
  const [, year, month, day] = /^(\d{4}|-)-?(?:(\d\d))?(?:-(\d\d))?/.exec(date) || [];
  const parts = [day && String(+day), month && MONTHS[month - 1], year !== "-" && year].filter(Boolean);
  return parts.length ? parts.join(" ") : date;
}

const DATED = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/;
function timelineFigure(rows) {
  const values = rows.filter((row) => DATED.test(row.date)).map((row) => {
    const [, year, month, day] = DATED.exec(row.date);
    return { date: `${year}-${month || "01"}-${day || "01"}`, y: 100 * shareOf(row.start), at: row.start, about: `${dateWords(row.date)}: ${titleOf(row)}` };
  });
  const years = new Set(values.map((row) => row.date.slice(0, 4)));
  const spec = (width) => ({
    width,
    height: 200,
    data: { values },
    encoding: { x: { field: "date", type: "temporal", title: years.size > 1 ? "when it happened" : `when it happened (${[...years][0]})`, axis: { grid: false, tickCount: 5 } }, y: { field: "y", type: "quantitative", title: "when it is told (%)", scale: { domain: [0, 100], reverse: true }, axis: { grid: false, tickCount: 5 } }, tooltip: { field: "about", type: "nominal" } },
    layer: [{ mark: { type: "line", color: colour("--line") }, encoding: { order: { field: "y" } } }, { mark: { type: "point", filled: true, size: 55, color: colour("--c1"), cursor: "pointer" } }],
  });
  const cells = rows.map((row) => [dateWords(row.date), way(row.start, row.start, titleOf(row)), percentOf(row.start)]);
  if (rows.length && values.length < 2) return numberTable(["date", "section", "told at"], cells);
  return figure("When it happened, and when it is told", spec, ["date", "section", "told at"], cells, "No section that you have read is dated.");
}
