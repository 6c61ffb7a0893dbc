"use strict";
(() => {
  const token = document.querySelector("meta[name=irises-token]").content;
  const add = document.getElementById("add");
  const jobs = document.getElementById("jobs");
  const trouble = document.getElementById("trouble");

  const element = (name, text) => {
    const node = document.createElement(name);
    if (text) node.textContent = text;
    return node;
  };

  const tell = (message) => {
    trouble.textContent = message;
    trouble.hidden = !message;
  };

  const ask = async (method, path, body) => {
    const answer = await fetch(path, { method, body, headers: { "X-Irises-Token": token } });
    if (answer.ok) return;
    const text = await answer.text();
    let message = text;
    try { message = JSON.parse(text).error || text; } catch { /* plain text says it */ }
    throw new Error(message);
  };

  const send = async (files, again) => {
    tell("");
    for (const file of files) {
      const asked = new URLSearchParams({ name: file.name });
      if (again) asked.set("again", again);
      try { await ask("POST", `/api/stories?${asked}`, file); } catch (error) { tell(`${file.name}: ${error.message}`); }
    }
  };

  const button = (words, method, path) => {
    const node = element("button", words);
    node.type = "button";
    node.addEventListener("click", () => ask(method, path).catch((error) => tell(error.message)));
    return node;
  };

  const line = (job) => {
    const node = element("li");
    node.append(element("bdi", job.name), " ");
    if (job.state === "done") {
      const link = element("a", "read: open it");
      link.href = job.page;
      node.append(link);
      return node;
    }
    if (job.state === "reading") {
      const bar = element("progress");
      if (job.total) Object.assign(bar, { max: job.total, value: job.done });
      bar.setAttribute("aria-label", `Reading ${job.name}`);
      node.append(bar, job.total ? ` ${job.done.toLocaleString()} of ${job.total.toLocaleString()} words ` : " reading ");
    }
    if (job.state === "waiting") node.append("waiting ");
    if (job.state === "failed") node.append(element("strong", "failed: "), `${job.message} `, button("Try again", "POST", `/api/jobs/${job.id}/retry`), " ");
    node.append(button(job.state === "failed" ? "Forget it" : "Don’t read it", "DELETE", `/api/jobs/${job.id}`));
    return node;
  };

  new EventSource("/api/events").addEventListener("jobs", (event) => {
    const told = JSON.parse(event.data);
    jobs.replaceChildren(...told.jobs.map(line));
    if (told.n_read > Number(jobs.dataset.read) && !document.querySelector("#q").value) location.reload();
  });

  for (const input of document.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => send([...input.files], input.dataset.again).then(() => { input.value = ""; }));
  }
  document.addEventListener("dragover", (event) => { event.preventDefault(); add.classList.add("over"); });
  document.addEventListener("dragleave", () => add.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    add.classList.remove("over");
    send([...event.dataTransfer.files]);
  });
})();
