// Decisions on suggested claims: by keys or buttons, saved as a file, or sent to the server that shows the page.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const cards = [...document.querySelectorAll(".card")], status = document.getElementById("status");
  const decisions = new Map();
  let now = -1;
  const words = { accept: "accepted", reject: "rejected" };
  const tell = () => {
    const values = [...decisions.values()];
    const accepted = values.filter((one) => one.decision === "accept").length;
    status.textContent = `${accepted} accepted, ${values.length - accepted} rejected of ${cards.length}`;
  };
  const go = (n) => {
    if (!cards.length) return;
    now = Math.min(Math.max(n, 0), cards.length - 1);
    cards[now].focus();
    cards[now].scrollIntoView({ block: "nearest" });
    document.querySelectorAll(".quoted.now").forEach((quoted) => quoted.classList.remove("now"));
    const quoted = document.getElementById(`s-${cards[now].closest(".sentence").dataset.sentence}`);
    if (quoted) { quoted.classList.add("now"); quoted.scrollIntoView({ block: "nearest" }); }
  };
  const decide = (card, decision) => {
    const area = card.querySelector("textarea"), changed = area.value !== area.defaultValue;
    decisions.set(card.dataset.id, { id: card.dataset.id, decision, ...(changed ? { changed: area.value } : {}) });
    card.dataset.decision = decision;
    card.querySelector(".decision").textContent = words[decision] + (changed ? ", changed" : "");
    tell();
  };
  const next = () => {
    const open = cards.findIndex((card, n) => n > now && !decisions.has(card.dataset.id));
    if (open >= 0) go(open);
  };
  const change = (card) => {
    const label = card.querySelector(".change");
    label.hidden = !label.hidden;
    if (!label.hidden) label.querySelector("textarea").focus();
  };
  const send = async (content) => {
    status.textContent = "Loading …";
    try {
      const answer = await fetch(data.send, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(content) });
      const body = await answer.json();
      if (!answer.ok) throw new Error(body.message || `the server answered ${answer.status}`);
      if (body.refused.length) throw new Error(body.refused.join("; "));
      status.textContent = `In the graph: ${body.accepted} accepted, ${body.rejected} rejected, ${body.open} not decided.`;
    } catch (error) { status.textContent = `Not loaded: ${error.message}`; }
  };
  const save = () => {
    const content = { suggested: data.suggested, text_sha256: data.text_sha256, decisions: [...decisions.values()] };
    if (data.send) { send(content); return; }
    const url = URL.createObjectURL(new Blob([`${JSON.stringify(content, null, 1)}\n`], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = data.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };
  const actions = { accept: (card) => decide(card, "accept"), reject: (card) => decide(card, "reject"), change };
  for (const card of cards) {
    card.addEventListener("focusin", () => { now = cards.indexOf(card); });
    for (const button of card.querySelectorAll("[data-do]")) button.addEventListener("click", () => actions[button.dataset.do](card));
  }
  document.getElementById("save").addEventListener("click", save);
  document.addEventListener("keydown", (event) => {
    if (event.target.tagName === "TEXTAREA") { if (event.key === "Escape") cards[now].focus(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const card = cards[now];
    if (event.key === "j") go(now + 1);
    else if (event.key === "k") go(now - 1);
    else if (event.key === "s") save();
    else if (!card) return;
    else if (event.key === "a") { decide(card, "accept"); next(); }
    else if (event.key === "x") { decide(card, "reject"); next(); }
    else if (event.key === "e") { event.preventDefault(); change(card); }
    else if (event.key === "A") {
      // Suggestions with marks are asked one by one, always.
      const group = [...card.closest(".sentence").querySelectorAll(".card")];
      group.filter((one) => one.dataset.marked === "no" && !decisions.has(one.dataset.id)).forEach((one) => decide(one, "accept"));
      now = cards.indexOf(group[0]) - 1;
      next();
    }
  });
  tell();
  go(0);
})();
