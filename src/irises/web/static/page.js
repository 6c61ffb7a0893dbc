"use strict";
(() => {
  const { people, paragraphs } = JSON.parse(document.getElementById("data").textContent);
  const card = document.getElementById("card");
  const book = document.getElementById("book");
  const [NAME, CATEGORY, ALIASES, PRONOUNS, COUNT, NARRATES, COLOUR, MARK, FIRST, LAST] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const PER_MENTION = 5;
  const FORMS = ["pronoun", "common", "proper"];
  const UNSURE_BELOW = 60;
  const NAMES_SHOWN = 4;
  const KINDS = { FAC: "place", GPE: "place", LOC: "place", VEH: "vehicle", ORG: "organisation" };
  const VERBS = { speech: "said by", thought: "thought by", writing: "written by" };
  const DOES = { speech: "says", thought: "thinks", writing: "wrote" };
    const HOW = {
    explicit: "named beside the words",
    anaphoric: "from a pronoun or an epithet beside the words",
    implicit: "not said who: from the turn-taking",
  };
  const said = (id) => (id < 0 ? "not known" : people[id][NAME]);
  const sureWords = (percent) => (percent < UNSURE_BELOW ? `we are unsure (${percent} %)` : `${percent} % sure`);
  const sure = (percent) => element("span", "whole", sureWords(percent));
  const times = (n) => (n === 1 ? "once" : n === 2 ? "twice" : `${n.toLocaleString("en")} times`);
  const inside = (node, selector) => (node instanceof Element ? node.closest(selector) : null);

  function element(tag, classes, text) {
    const node = document.createElement(tag);
    if (classes) node.className = classes;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  // Marking: spans nest, and one that crosses another's end goes on as a second element behind it.
  // Offsets count code points, as in the tables.

  function decorate(paragraph) {
    const marks = paragraphs[paragraph.id.slice(1)];
    if (!marks || paragraph.dataset.done) return;
    paragraph.dataset.done = "1";
    const letters = Array.from(paragraph.textContent);
    const spans = [...quotationSpans(marks[1]), ...styleSpans(paragraph), ...mentionSpans(marks[0])];
    const root = document.createDocumentFragment();
    nest(root, letters, spans);
    paragraph.replaceChildren(root);
    for (const mark of paragraph.querySelectorAll(".m, .q")) mark.tabIndex = 0;
    initials(paragraph);
    light(paragraph);
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

  function quotationSpans(quotations) {
    return quotations.map((q) => ({ start: q[0], end: q[0] + q[1], rank: 0, make: () => quotation(q) }));
  }

  function quotation([, , speaker, percent, addressees, toPercent, attribution, mode, cue]) {
    const node = element("span", `q c${speaker < 0 ? 0 : people[speaker][COLOUR]}${percent < UNSURE_BELOW ? " unsure" : ""}`);
    node.dataset.e = speaker;
    node.quotation = { speaker, percent, addressees, toPercent, attribution, mode, cue };
    return node;
  }

  function mentionSpans(numbers) {
    const spans = [];
    for (let i = 0; i < numbers.length; i += PER_MENTION) {
      const [start, length, id, percent, form] = numbers.slice(i, i + PER_MENTION);
      spans.push({ start, end: start + length, rank: 2, make: () => mention(id, percent, form) });
    }
    return spans;
  }

  function mention(id, percent, form) {
    const cast = people[id][MARK] ? "" : " other";
    const node = element("span", `m ${FORMS[form]} c${people[id][COLOUR]}${cast}${percent < UNSURE_BELOW ? " unsure" : ""}`);
    node.dataset.e = id;
    node.dataset.sure = percent;
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
        spans.push({ start, end: at, rank: 1, make: () => element(tag, classes) });
      }
    };
    walk(paragraph);
    return spans;
  }

  // The speaker's letters hang in the margin where somebody begins to speak.
  function initials(paragraph) {
    const first = paragraph.querySelector(".q");
    if (first && +first.dataset.e >= 0) first.dataset.who = people[first.dataset.e][MARK];
  }

  // The card

  function line(...parts) {
    const node = element("p");
    node.append(...parts.filter((part) => part !== "").flatMap((part, i) => (i ? [" · ", part] : [part])));
    if (node.hasChildNodes()) card.append(node);
  }

  const isolated = (text) => element("bdi", "", text);

  function names(ids) {
    const shown = ids.slice(0, ids.length > NAMES_SHOWN ? NAMES_SHOWN - 1 : NAMES_SHOWN).map((id) => isolated(said(id)));
    if (shown.length < ids.length) shown.push(`${ids.length - shown.length} more`);
    const node = element("span");
    shown.forEach((name, i) => node.append(i ? (i === shown.length - 1 ? " and " : ", ") : "", name));
    return node;
  }

  function heading(id, words) {
    const node = element("p", `who c${id < 0 ? 0 : people[id][COLOUR]}`);
    if (id >= 0 && people[id][MARK]) {
      node.append(element("span", "mark", people[id][MARK]));
      node.lastChild.setAttribute("aria-hidden", "true");
    }
    if (words) node.append(words);
    node.append(element("b"));
    node.lastChild.append(isolated(said(id)));
    card.append(node);
  }

  function personCard(id, percent, around) {
    const who = people[id];
    heading(id, "");
    if (percent !== null) line(sure(percent));
    line(KINDS[who[CATEGORY]] || "", who[NARRATES] ? "narrator" : "", who[PRONOUNS].join(", "), `mentioned ${times(who[COUNT])}`);
    if (who[ALIASES].length) line(also(who[ALIASES]));
    if (who[FIRST]) line(placed("first met: ", who[FIRST]));
    if (who[LAST] && who[COUNT] > 1) line(placed("last seen: ", who[LAST]));
    if (around) line(within(around.quotation));
  }

  const placed = (words, place) => {
    const node = element("span", "", words);
    node.append(isolated(place));
    return node;
  };

  function also(aliases) {
    const node = element("span", "", "also: ");
    aliases.forEach((alias, i) => node.append(i ? ", " : "", isolated(alias)));
    return node;
  }

  function within({ speaker, percent, mode }) {
    if (speaker < 0) return `who ${DOES[mode]} these words: not known`;
    const node = element("span", "", `in words ${VERBS[mode]} `);
    node.append(isolated(said(speaker)), ` (${sureWords(percent)})`);
    return node;
  }

  function quotationCard({ speaker, percent, addressees, toPercent, attribution, mode, cue }) {
    heading(speaker, speaker < 0 ? `who ${DOES[mode]} this: ` : `${VERBS[mode]} `);
    if (speaker < 0) line("the words don’t say enough");
    else line(why(attribution, cue), sure(percent));
    if (mode === "speech" && addressees.length) line(toWhom(addressees), sure(toPercent));
    else if (mode === "speech") line("to whom: not known");
  }

  function why(attribution, cue) {
    const node = element("span", "", HOW[attribution] || "");
    if (cue) node.append(": “", isolated(cue), "”");
    return node.hasChildNodes() ? node : "";
  }

  function toWhom(addressees) {
    const node = element("span", "", "to ");
    node.append(names(addressees));
    return node;
  }

  let shown = null;

  function show(target) {
    hide();
    if (target.quotation) quotationCard(target.quotation);
    else personCard(+target.dataset.e, target.dataset.sure === undefined ? null : +target.dataset.sure, target.closest(".q"));
    card.hidden = false;
    shown = target;
    target.setAttribute("aria-describedby", "card");
    place(target);
  }

  // Above or below all lines of what it speaks of, where there is room; else beside the line that was pointed at.
  function place(target) {
    const gap = 8;
    const box = target.getBoundingClientRect();
    const { offsetHeight: height, offsetWidth: width } = card;
    let top = box.bottom + gap;
    let left = (target.getClientRects()[0] || box).left;
    if (top + height > innerHeight) top = box.top - height - gap;
    if (top < 0) {
      top = Math.max(gap, Math.min(innerHeight - height - gap, (box.top + box.bottom - height) / 2));
      left = box.right + gap + width < innerWidth ? box.right + gap : box.left - width - gap;
      if (left < 0) top = box.top > innerHeight - box.bottom ? gap : innerHeight - height - gap;
    }
    card.style.top = `${top}px`;
    card.style.left = `${Math.max(gap, Math.min(left, document.documentElement.clientWidth - width - gap))}px`;
  }

  function hide() {
    card.hidden = true;
    card.replaceChildren();
    if (shown) shown.removeAttribute("aria-describedby");
    shown = null;
  }

  const HOVER_DELAY = 120;
  let timer = 0;
  const marked = (node) => inside(node, ".m, .q");
  document.addEventListener("mouseover", (event) => {
    clearTimeout(timer);
    const target = marked(event.target);
    if (target === shown && target) return;
    timer = setTimeout(() => (target ? show(target) : shown !== marked(document.activeElement) && hide()), HOVER_DELAY);
  });
  document.addEventListener("focusin", (event) => {
    clearTimeout(timer);
    const target = marked(event.target);
    if (target) show(target);
    else hide();
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("scroll", () => {
    if (!shown) return;
    const box = shown.getBoundingClientRect();
    if (box.bottom < 0 || box.top > innerHeight) hide();
    else place(shown);
  }, { passive: true });
  document.addEventListener("keydown", (event) => {
    const target = marked(event.target);
    if (event.key === "Escape") hide();
    else if (target && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      show(target);
    }
  });

  // The lens: where one of the cast is in the text

  let chosen = null;

  function light(root) {
    for (const mark of root.querySelectorAll(".m, .q")) mark.classList.toggle("lit", mark.dataset.e === chosen);
  }

  const buttons = [...document.querySelectorAll(".person")];
  for (const button of buttons) {
    button.addEventListener("click", () => {
      chosen = chosen === button.dataset.e ? null : button.dataset.e;
      for (const other of buttons) other.setAttribute("aria-pressed", String(other.dataset.e === chosen));
      light(book);
    });
  }

  const all = document.getElementById("all");
  if (all) {
    const more = document.querySelectorAll(".more");
    for (const item of more) item.hidden = true;
    all.hidden = false;
    all.addEventListener("click", () => {
      for (const item of more) item.hidden = false;
      all.remove();
      more[0].querySelector("button").focus();
    });
  }

  // Narrow screens begin with the book.
  if (matchMedia("(max-width: 64rem)").matches) {
    for (const side of document.querySelectorAll(".side > details")) side.open = false;
  }

  // A short story is marked at once; a novel as it comes near.
  const parts = book.querySelectorAll("[id^=p]");
  const near = 1500;
  if (parts.length < 400) parts.forEach(decorate);
  else {
    const watcher = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        decorate(target);
        watcher.unobserve(target);
      }
    }, { rootMargin: `${near}px` });
    parts.forEach((part) => watcher.observe(part));
  }
})();
