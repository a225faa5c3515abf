// Saves a form as it is filled in. Needs: <form data-autosave=URL data-key=NAME> with a field
// "revision", #saved, #conflict and #saving-words. Without this script the save button does it.
//
// What was typed is kept on this device until the server has it: a lost connection, a closed
// window or a session that ran out loses nothing. Two windows are told of each other by the
// revision: fields only one of them changed are joined, for the rest the person chooses.
"use strict";

// A page that shows what the server has, and has in full: nothing need be kept here any more.
for (const done of document.querySelectorAll("[data-forget]")) {
  try { localStorage.removeItem(`simsa-${done.dataset.forget}`); } catch { /* nothing was kept */ }
}

(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const said = document.getElementById("saved");
  const words = document.getElementById("saving-words").dataset;
  const conflict = document.getElementById("conflict");
  const revision = form.elements.revision;
  const key = `simsa-${form.dataset.key}`;
  const PAUSE = 700, FIRST_WAIT = 2000, LONGEST_WAIT = 30000;
  let timer = 0, wait = FIRST_WAIT, flight = null, again = false, stopped = false;
  let theirs = null; // what another page saved, while the person has not chosen

  const names = () => [...new Set([...form.elements].map((e) => e.name))]
    .filter((name) => name && !["revision", "act", "csrfmiddlewaretoken"].includes(name));

  const read = () => Object.fromEntries(names().map((name) => [name, value(name)]));

  function value(name) {
    const field = form.elements[name];
    if (field instanceof RadioNodeList) return field.value;
    if (field.type === "checkbox") return field.checked ? "yes" : "";
    if (field.type === "radio") return field.checked ? field.value : "";
    return field.value;
  }

  function write(name, to) {
    const field = form.elements[name];
    if (!field) return;
    if (field instanceof RadioNodeList) {
      for (const radio of field) radio.checked = radio.value === to;
    } else if (field.type === "checkbox" || field.type === "radio") {
      field.checked = field.type === "radio" ? field.value === to : to === "yes";
    } else if (field.value !== to) {
      field.value = to;
    }
  }

  let base = read(); // what the server has, as far as this page knows

  function say(kind, text) {
    if (!said) return;
    const word = document.createElement("span");
    word.className = `state ${kind}`;
    word.textContent = text;
    said.replaceChildren(word);
  }

  function keep() {
    try {
      localStorage.setItem(key, JSON.stringify({ revision: revision.value, base, fields: read() }));
    } catch { /* a full or forbidden store: the page itself still holds everything */ }
  }

  function forget() {
    try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
  }

  // The server trims what it keeps and ends lines its own way.
  const same = (a, b) => (a ?? "").replaceAll("\r\n", "\n").trim() === (b ?? "").replaceAll("\r\n", "\n").trim();

  const changed = () => {
    const now = read();
    return Object.keys(now).some((name) => !same(now[name], base[name]));
  };

  function later(after) {
    clearTimeout(timer);
    timer = setTimeout(send, after);
  }

  function edited() {
    count();
    keep();
    if (theirs || stopped) return;
    say("draft", words.unsaved);
    later(PAUSE);
  }

  function send() {
    if (flight) { again = true; return; }
    if (theirs || stopped || !changed()) return;
    flight = post().finally(() => {
      flight = null;
      if (again) { again = false; later(0); }
    });
  }

  async function post() {
    say("run", words.saving);
    const fields = read();
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        redirect: "manual",
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify({ revision: Number(revision.value), fields }),
      });
      await heard(answer, fields);
    } catch {
      say("warn", words.offline);
      later(wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  }

  // A button waits for the save under way: it would come with a revision that is just gone.
  function submitted(event) {
    clearTimeout(timer);
    if (theirs) {
      event.preventDefault();
      conflict.querySelector("button").focus();
    } else if (flight) {
      event.preventDefault();
      flight.then(() => form.requestSubmit(event.submitter));
    }
  }

  async function heard(answer, fields) {
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      say("bad", words.signedout);
      return;
    }
    if (answer.status >= 500) throw new Error(String(answer.status));
    const told = await answer.json();
    if (answer.ok) saved(told, fields);
    else if (answer.status === 409 && told.fields) differs(told);
    else if (told.problems) refused(told);
    else { stopped = Boolean(told.closed); say("bad", told.words); }
  }

  function saved(told, fields) {
    wait = FIRST_WAIT;
    revision.value = told.revision;
    base = fields;
    problems({});
    say("done", told.words);
    if (changed()) { keep(); later(PAUSE); } else forget();
  }

  function refused(told) {
    problems(told.problems);
    say("bad", words.problem);
  }

  // Another page was faster. Fields that only it changed are taken, those only we changed stay;
  // what both changed is for the person to say.
  function differs(told) {
    const mine = read();
    const both = [];
    for (const name of Object.keys(told.fields)) {
      const other = told.fields[name];
      if (!(name in mine) || same(other, mine[name])) continue;
      if (same(mine[name], base[name])) write(name, other);
      else if (!same(other, base[name])) both.push(name);
    }
    revision.value = told.revision;
    base = told.fields;
    count();
    keep();
    if (both.length) { theirs = told.fields; show(both); } else { say("info", words.merged); later(PAUSE); }
  }

  function show(names) {
    for (const name of names) {
      const note = form.querySelector(`[data-other="${CSS.escape(name)}"]`);
      if (!note) continue;
      note.querySelector("[data-value]").textContent = theirs[name];
      note.hidden = false;
    }
    conflict.hidden = false;
    say("warn", words.conflict);
    conflict.querySelector("button").focus();
  }

  conflict.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-keep]");
    if (!choice) return;
    if (choice.dataset.keep === "theirs") for (const name of Object.keys(theirs)) write(name, theirs[name]);
    theirs = null;
    conflict.hidden = true;
    for (const note of form.querySelectorAll("[data-other]")) note.hidden = true;
    count();
    if (changed()) later(0); else { forget(); say("done", words.merged); }
  });

  function problems(found) {
    for (const line of form.querySelectorAll("[data-error]")) {
      const text = found[line.dataset.error] ?? "";
      line.textContent = text;
      line.hidden = !text;
      const field = form.elements[line.dataset.error];
      if (field instanceof Element) {
        if (text) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid");
      }
    }
  }

  // The sum so far, in thousandths so that binary fractions do not show.
  function count() {
    let total = 0, missing = 0;
    for (const item of form.querySelectorAll("[data-item]")) {
      const field = item.querySelector("input:checked, input:not([type=radio])");
      const text = field ? field.value.trim() : "";
      const given = item.querySelector("[data-given]");
      const number = Number(text);
      if (text === "" || Number.isNaN(number)) {
        missing += 1;
        if (given) { given.textContent = given.dataset.none; given.className = "quiet-text"; }
        continue;
      }
      if (given) { given.textContent = text; given.className = ""; }
      const worth = item.dataset.points ? number * Number(item.dataset.points) / Number(item.dataset.max) : 0;
      total += Math.round(worth * 1000);
    }
    for (const out of document.querySelectorAll("[data-total]")) out.textContent = String(total / 1000);
    for (const out of document.querySelectorAll("[data-missing]")) out.textContent = String(missing);
    for (const line of document.querySelectorAll("[data-missing-line]")) line.hidden = missing === 0;
  }

  // What this device still holds from before: the server never heard of it.
  function restore() {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(key)); } catch { /* nothing usable */ }
    if (!kept || !kept.fields) return;
    const server = read();
    const open = Object.keys(server).filter((name) => name in kept.fields && !same(kept.fields[name], server[name]));
    if (!open.length) { forget(); return; }
    for (const name of open) write(name, kept.fields[name]);
    if (String(kept.revision) === revision.value) {
      say("info", words.restored);
      later(0);
    } else {
      base = kept.base ?? server;
      differs({ revision: revision.value, fields: server });
    }
    count();
  }

  form.addEventListener("input", edited);
  form.addEventListener("change", edited);
  form.addEventListener("submit", submitted);
  addEventListener("online", () => later(0));
  addEventListener("pagehide", () => { if (changed()) keep(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && changed()) send(); });
  if (form.dataset.typed === undefined) restore();
  form.dataset.ready = ""; // from here on everything typed is kept
})();
