"use strict";
(() => {
  const { people, paragraphs } = JSON.parse(document.getElementById("data").textContent);
  const card = document.getElementById("card");
  const [NAME, CATEGORY, ALIASES, PRONOUNS, COUNT, NARRATES, COLOUR, MARK] = [0, 1, 2, 3, 4, 5, 6, 7];
  const KINDS = { FAC: "place", GPE: "place", LOC: "place", VEH: "vehicle", ORG: "organisation" };
  const HOW = { explicit: "named beside the words", anaphoric: "from a pronoun beside the words", implicit: "not said who: from the turn-taking" };
  const nameOf = (id) => (id < 0 ? "not known" : people[id][NAME]);
  const sure = (percent) => (percent < 60 ? `we are unsure (${percent} %)` : `${percent} % sure`);

  for (const mark of document.querySelectorAll("aside .person")) {
    mark.querySelector(".mark").textContent = people[+mark.dataset.e][MARK];
  }

  function element(tag, classes, text) {
    const node = document.createElement(tag);
    if (classes) node.className = classes;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  // Spans nest or are cut where they would cross; offsets count code points, as in the tables.
  function decorate(paragraph) {
    const marks = paragraphs[paragraph.id.slice(1)];
    if (!marks || paragraph.dataset.done) return;
    paragraph.dataset.done = "1";
    const letters = Array.from(paragraph.textContent);
    const spans = [
      ...marks[1].map((q) => ({ start: q[0], end: q[1], rank: 0, make: () => quotation(q) })),
      ...marks[2].map((m) => ({ start: m[0], end: m[1], rank: 1, make: () => element(m[2]) })),
      ...marks[0].map((m) => ({ start: m[0], end: m[1], rank: 2, make: () => mention(m) })),
    ].sort((a, b) => a.start - b.start || b.end - a.end || a.rank - b.rank);
    const root = document.createDocumentFragment();
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
    for (const span of spans) {
      closeTo(span.start);
      const end = Math.min(span.end, open[open.length - 1].end);
      if (end <= span.start) continue;
      const node = span.make();
      open[open.length - 1].node.append(node);
      open.push({ node, end });
    }
    closeTo(letters.length);
    paragraph.replaceChildren(root);
  }

  function mention([, , id, percent]) {
    const node = element("span", `m c${people[id][COLOUR]}`);
    node.tabIndex = 0;
    node.dataset.e = id;
    node.dataset.sure = percent;
    node.setAttribute("aria-describedby", "card");
    return node;
  }

  function quotation([, , speaker, percent, addressees, attribution, mode, cue]) {
    const node = element("span", `q c${speaker < 0 ? 0 : people[speaker][COLOUR]}`);
    node.tabIndex = 0;
    node.dataset.q = JSON.stringify([speaker, percent, addressees, attribution, mode, cue]);
    node.setAttribute("aria-describedby", "card");
    return node;
  }

  function personCard(id, percent) {
    const who = people[id];
    card.append(element("b", "", who[NAME]));
    const kind = KINDS[who[CATEGORY]];
    const about = [kind, who[NARRATES] ? "narrator" : "", who[PRONOUNS].join(", "), `mentioned ${who[COUNT]} times`];
    card.append(element("p", "", about.filter(Boolean).join(" · ")));
    if (who[ALIASES].length) card.append(element("p", "", "also: " + who[ALIASES].join(", ")));
    if (percent !== undefined) card.append(element("p", "", sure(percent)));
  }

  function quotationCard([speaker, percent, addressees, attribution, mode, cue]) {
    const verb = { thought: "thought by", writing: "written by" }[mode] || "said by";
    card.append(element("b", "", `${verb} ${nameOf(speaker)}`));
    const to = addressees.length ? "to " + addressees.map(nameOf).join(", ") : "to whom is not known";
    card.append(element("p", "", mode === "speech" ? to : mode));
    const how = HOW[attribution] || "";
    const why = cue ? `${how ? how + ": " : ""}“${cue}”` : how;
    if (speaker >= 0) card.append(element("p", "", [why, sure(percent)].filter(Boolean).join(" · ")));
    else card.append(element("p", "", "the words don't say enough"));
  }

  function show(target) {
    card.replaceChildren();
    if (target.dataset.q) quotationCard(JSON.parse(target.dataset.q));
    else personCard(+target.dataset.e, target.dataset.sure === undefined ? undefined : +target.dataset.sure);
    card.hidden = false;
    const box = target.getClientRects()[0] || target.getBoundingClientRect();
    const below = box.bottom + card.offsetHeight + 12 < innerHeight;
    card.style.top = `${below ? box.bottom + 8 : Math.max(8, box.top - card.offsetHeight - 8)}px`;
    card.style.left = `${Math.max(8, Math.min(box.left, innerWidth - card.offsetWidth - 8))}px`;
  }

  const hide = () => { card.hidden = true; };
  const marked = (node) => (node instanceof Element ? node.closest(".m, .q, aside .person") : null);
  document.addEventListener("mouseover", (event) => { const target = marked(event.target); if (target) show(target); else hide(); });
  document.addEventListener("focusin", (event) => { const target = marked(event.target); if (target) show(target); else hide(); });
  document.addEventListener("focusout", hide);
  document.addEventListener("scroll", hide, { passive: true });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  document.addEventListener("click", (event) => {
    const person = event.target instanceof Element ? event.target.closest("aside .person") : null;
    if (!person) return;
    const first = firstMention(+person.dataset.e);
    if (first) first.scrollIntoView({ block: "center" });
  });
  document.getElementById("all")?.addEventListener("click", (event) => {
    for (const item of document.querySelectorAll("aside .more")) item.hidden = false;
    event.target.remove();
  });

  function firstMention(id) {
    for (const [number, marks] of Object.entries(paragraphs)) {
      if (!marks[0].some((m) => m[2] === id)) continue;
      const paragraph = document.getElementById("p" + number);
      if (!paragraph) continue;
      decorate(paragraph);
      return paragraph.querySelector(`.m[data-e="${id}"]`) || paragraph;
    }
    return null;
  }

  // A short story is marked at once; a novel as it comes into view.
  const all = document.querySelectorAll("main p[id], main h2[id], main h3[id], main h4[id]");
  if (all.length < 600) all.forEach(decorate);
  else {
    const watcher = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) { decorate(entry.target); watcher.unobserve(entry.target); }
    }, { rootMargin: "1200px" });
    all.forEach((paragraph) => watcher.observe(paragraph));
  }
})();
