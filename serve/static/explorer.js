// Search as one types, the graph that grows by choice, the slider of days. Names are set as text, never as HTML.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const make = (tag, text, attributes = {}) => {
    const node = document.createElement(tag);
    if (text) node.textContent = text;
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };
  const pathOf = (id) => `/thing/${encodeURIComponent(id).replaceAll("%3A", ":").replaceAll("%2F", "/")}`;
  const get = async (url) => {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.message || `the server answered ${answer.status}`);
    return body;
  };

  // -- search ---------------------------------------------------------------------------------------
  const box = byId("q"), list = byId("hits"), status = byId("hits-status");
  let asked = 0, timer = 0, chosen = -1;
  const choose = (n) => {
    const rows = [...list.children];
    chosen = rows.length ? (n + rows.length) % rows.length : -1;
    rows.forEach((row, at) => row.setAttribute("aria-selected", String(at === chosen)));
    if (chosen >= 0) { box.setAttribute("aria-activedescendant", rows[chosen].id); rows[chosen].scrollIntoView({ block: "nearest" }); }
    else box.removeAttribute("aria-activedescendant");
  };
  const hide = () => { list.hidden = true; box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); chosen = -1; };
  const search = async () => {
    const words = box.value.trim(), turn = ++asked;
    if (!words) return hide();
    try {
      const { hits } = await get(`/search?q=${encodeURIComponent(words)}`);
      if (turn !== asked) return;
      list.replaceChildren(...hits.map((hit, n) => {
        const row = make("li", "", { role: "option", id: `hit-${n}`, "aria-selected": "false" });
        const link = make("a", `${hit.name} · ${hit.kind} · ${hit.id}`, { href: pathOf(hit.id), tabindex: "-1" });
        row.append(link);
        return row;
      }));
      list.hidden = !hits.length;
      box.setAttribute("aria-expanded", String(hits.length > 0));
      status.textContent = hits.length ? `${hits.length} hits` : "Nothing of that name.";
      chosen = -1;
    } catch (error) { status.textContent = error.message; }
  };
  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 120); });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen - 1); }
    else if (event.key === "Escape") hide();
  });
  box.form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (list.hidden) await search();
    const row = list.children[Math.max(chosen, 0)];
    if (row) location.href = row.firstChild.href;
  });

  // -- what is entered --------------------------------------------------------------------------------
  for (const form of document.querySelectorAll("form.sends")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const told = form.querySelector(".sent"), filled = [...new FormData(form)].filter(([, value]) => value !== "");
      told.textContent = "Sending …";
      try {
        const answer = await fetch(form.dataset.to, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(Object.fromEntries(filled)) });
        const body = await answer.json();
        if (!answer.ok) throw new Error(body.message || body.detail?.[0]?.msg || `the server answered ${answer.status}`);
        if (body.review) location.href = body.review; else location.reload();
      } catch (error) { told.textContent = `Not taken: ${error.message}`; }
    });
  }

  // -- days -----------------------------------------------------------------------------------------
  const days = document.querySelector("form.days");
  if (days && days.dataset.days) {
    const known = days.dataset.days.split(" "), slider = byId("slider"), field = byId("as_of");
    slider.max = String(known.length - 1);
    const at = known.findLastIndex((day) => day <= field.value);
    slider.value = String(Math.max(at, 0));
    slider.setAttribute("aria-valuetext", known[Math.max(at, 0)]);
    slider.hidden = known.length < 2;
    slider.addEventListener("input", () => { field.value = known[Number(slider.value)]; slider.setAttribute("aria-valuetext", field.value); });
    slider.addEventListener("change", () => days.requestSubmit());
  }

  // -- the graph ------------------------------------------------------------------------------------
  const canvas = byId("graph");
  if (!canvas || typeof cytoscape === "undefined") return;
  const asOf = canvas.dataset.asOf, note = byId("graph-status"), edgeBox = byId("edge"), body = byId("links").tBodies[0];
  const short = (text) => (text.length > 40 ? `${text.slice(0, 38)}…` : text);
  const seen = new Set(), links = [];
  const cy = cytoscape({
    container: canvas, elements: [], minZoom: 0.1, maxZoom: 4, userZoomingEnabled: false, boxSelectionEnabled: false,
    style: [
      { selector: "node", style: { "label": "data(label)", "width": 22, "height": 22, "background-color": "#dfe6ee", "border-width": 1.2, "border-color": "#5c6b7c", "shape": "round-rectangle",
        "font-family": "system-ui, sans-serif", "font-size": 11, "color": "#1d2530", "text-wrap": "wrap", "text-max-width": 120, "text-valign": "bottom", "text-margin-y": 3, "text-background-color": "#fffefb", "text-background-opacity": 0.85 } },
      { selector: "node[kind = 'Person']", style: { "shape": "ellipse", "background-color": "#f4e3c1" } },
      { selector: "node[kind = 'Country'], node[kind = 'PublicBody']", style: { "shape": "hexagon", "background-color": "#d5e8d4" } },
      { selector: "node[kind = 'Vessel']", style: { "shape": "round-triangle" } },
      { selector: "node.open", style: { "border-width": 3, "border-color": "#1c4f7c", "z-index": 5 } },
      { selector: "edge", style: { "curve-style": "bezier", "width": 1.3, "line-color": "#8a94a0", "target-arrow-shape": "triangle", "target-arrow-color": "#8a94a0", "arrow-scale": 0.8 } },
      { selector: "edge.picked", style: { "line-color": "#9c3d12", "target-arrow-color": "#9c3d12", "width": 2.4 } },
      { selector: "node.unnamed", style: { "label": "" } },
      { selector: ".hidden", style: { "display": "none" } }],
  });
  canvas.cy = cy;

  // Names keep their size on the screen. Where two would lie on each other, that of the entity with more lines is shown;
  // the other is shown where there is room: on a closer look, or under the pointer.
  const names = (frame) => {
    const scale = 1 / cy.zoom(), small = cy.width() < 600, dot = (small ? 11 : 16) * scale;
    cy.nodes().removeClass("unnamed").style({ "font-size": (small ? 10 : 11) * scale, "text-max-width": (small ? 90 : 110) * scale, "text-margin-y": 3 * scale, "width": dot, "height": dot });
    cy.edges().style({ "width": (small ? 0.8 : 1.3) * scale, "arrow-scale": small ? 0.5 : 0.8 });
    const shown = cy.nodes().not(".hidden").sort((a, b) => b.hasClass("open") - a.hasClass("open") || b.degree() - a.degree());
    const dots = shown.map((node) => node.boundingBox({ includeLabels: false, includeOverlays: false })), kept = [];
    const clear = (box, others) => others.every((other) => box.x1 > other.x2 || other.x1 > box.x2 || box.y1 > other.y2 || other.y1 > box.y2);
    shown.forEach((node, own) => {
      const box = node.boundingBox({ includeNodes: false, includeOverlays: false });
      const inside = !frame || (box.x1 >= frame.x1 && box.x2 <= frame.x2 && box.y2 <= frame.y2);
      // What was expanded is named even where its name covers another dot.
      if (inside && clear(box, kept) && (node.hasClass("open") || clear(box, dots.filter((_, n) => n !== own)))) kept.push(box);
      else node.addClass("unnamed");
    });
  };
  // The drawing takes the form of its frame: names are wide, and so is a screen.
  const arrange = () => {
    canvas.classList.toggle("many", cy.nodes().length > 20);
    cy.resize();
    cy.elements().removeClass("unnamed").removeStyle();
    cy.layout({ name: "cose", randomize: false, animate: false, fit: false, nodeDimensionsIncludeLabels: true, idealEdgeLength: () => 90, nodeRepulsion: () => 400000 }).run();
    const shown = cy.nodes(), box = shown.boundingBox({ includeLabels: false });
    const stretch = (cy.width() / cy.height()) * (box.h / box.w);
    if (box.w && box.h && shown.length > 2) shown.positions((node) => ({ x: node.position("x") * Math.max(stretch, 1), y: node.position("y") / Math.min(stretch, 1) }));
    look();
  };
  const look = (closer) => {
    if (closer) {
      cy.zoom({ level: cy.zoom() * closer, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
      return names();
    }
    // What a name takes of the drawing depends on how near it is, so the right distance is come to in steps.
    for (let step = 0; step < 4; step++) { cy.fit(undefined, 8); names(); }
    names(cy.extent());
  };
  byId("closer").addEventListener("click", () => look(1.5));
  byId("farther").addEventListener("click", () => look(1 / 1.5));
  byId("whole").addEventListener("click", () => look());
  cy.on("mouseover", "node", (event) => event.target.removeClass("unnamed").style("z-index", 9));
  cy.on("mouseout", "node", () => names());
  addEventListener("resize", () => { cy.resize(); look(); });
  const cited = (link) => {
    if (!link.citation) return make("span", link.statement);
    const text = `${link.citation.publisher || link.citation.title}, ${link.citation.published || "undated"}`;
    const url = link.passage;
    return url ? make("a", text, { href: url, rel: "noopener noreferrer" }) : make("span", text);
  };
  const openEdge = (link) => {
    cy.edges().removeClass("picked");
    cy.getElementById(link.key).addClass("picked");
    const parts = [make("h3", `${link.from.name}: ${link.how}: ${link.to.name}`)];
    if (link.hedge) parts.push(make("p", `“${link.hedge}”`));
    if (link.quote) parts.push(make("blockquote", link.quote));
    const facts = [link.speaker && `said by ${link.speaker}`, link.stance, link.basis, `since ${link.since}`, link.citation && link.citation.locator].filter(Boolean);
    parts.push(make("p", facts.join(" · ")));
    const source = make("p", "Source: ");
    source.append(cited(link));
    parts.push(source, make("p", `Statement ${link.statement}`, { class: "fine" }));
    edgeBox.replaceChildren(...parts);
    edgeBox.hidden = false;
  };
  const addNode = (thing, near) => {
    if (cy.getElementById(thing.id).length) return;
    const spot = near ? { x: near.x + 90 * Math.cos(cy.nodes().length), y: near.y + 90 * Math.sin(cy.nodes().length) } : { x: 0, y: 0 };
    cy.add({ data: { id: thing.id, label: short(thing.name), name: thing.name, kind: thing.kind }, position: spot });
  };
  const row = (link) => {
    const line = make("tr");
    const from = make("td"), to = make("td"), source = make("td"), act = make("td");
    from.append(make("a", link.from.name, { href: pathOf(link.from.id) + (asOf ? `?as_of=${asOf}` : "") }));
    to.append(make("a", link.to.name, { href: pathOf(link.to.id) + (asOf ? `?as_of=${asOf}` : "") }));
    source.append(cited(link));
    const claim = make("button", "Statement", { type: "button" }), more = make("button", "Expand", { type: "button" });
    claim.addEventListener("click", () => openEdge(link));
    more.setAttribute("aria-label", `Expand ${link.to.name}`);
    claim.setAttribute("aria-label", `Statement: ${link.from.name}, ${link.how}, ${link.to.name}`);
    more.addEventListener("click", () => expand(link.to));
    act.append(claim, more);
    line.append(from, make("td", link.how), to, source, act);
    link.row = line;
    return line;
  };
  const options = (select, values) => {
    const kept = select.value;
    select.replaceChildren(make("option", "all", { value: "" }), ...[...new Set(values)].filter(Boolean).sort().map((value) => make("option", value)));
    select.value = kept;
  };
  const kind = byId("kind"), stance = byId("stance");
  const filter = () => {
    for (const link of links) {
      const hidden = (kind.value && link.to.kind !== kind.value) || (stance.value && (link.stance || "record") !== stance.value);
      link.hidden = Boolean(hidden);
      link.row.hidden = link.hidden;
      cy.getElementById(link.key).toggleClass("hidden", link.hidden);
    }
    cy.nodes().forEach((node) => { node.toggleClass("hidden", node.id() !== canvas.dataset.id && !node.connectedEdges().some((edge) => !edge.hasClass("hidden"))); });
    names();
  };
  kind.addEventListener("change", filter);
  stance.addEventListener("change", filter);
  const expand = async (thing) => {
    if (seen.has(thing.id)) return;
    seen.add(thing.id);
    note.textContent = `Reading what is linked with ${thing.name} …`;
    try {
      const answer = await get(`/api/neighbours?subject=${encodeURIComponent(thing.id)}&limit=40${asOf ? `&as_of=${asOf}` : ""}`);
      addNode(thing);
      const at = cy.getElementById(thing.id).position();
      for (const hop of answer.hops) {
        addNode(hop.to, at);
        for (const link of [hop, ...hop.alternatives].map((one) => ({ ...one, from: hop.from, to: hop.to }))) {
          link.key = `${link.statement}|${[link.from.id, link.to.id].sort().join("|")}`;
          if (cy.getElementById(link.key).length) continue;
          cy.add({ data: { id: link.key, source: link.from.id, target: link.to.id } });
          links.push(link);
          body.append(row(link));
        }
      }
      cy.getElementById(thing.id).addClass("open");
      arrange();
      options(kind, links.map((link) => link.to.kind));
      options(stance, links.map((link) => link.stance || "record"));
      filter();
      const left = answer.total - answer.hops.length;
      note.textContent = `${cy.nodes().length} entities, ${links.length} statements${left > 0 ? `; ${left} entities more are linked with ${thing.name}` : ""}. Choose an entity to expand it, a line to read its statement.`;
    } catch (error) { seen.delete(thing.id); note.textContent = error.message; }
  };
  cy.on("tap", "node", (event) => expand({ id: event.target.id(), name: event.target.data("name"), kind: event.target.data("kind") }));
  cy.on("tap", "edge", (event) => openEdge(links.find((link) => link.key === event.target.id())));

  // -- files ----------------------------------------------------------------------------------------
  const save = (name, type, content) => {
    const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    const link = make("a", "", { href: url, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };
  const shown = () => links.filter((link) => !link.hidden);
  const xml = (text) => String(text ?? "").replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "").replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
  // A cell that a spreadsheet would take for a formula begins with an apostrophe.
  const cell = (text) => `"${String(text ?? "").replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
  byId("png").addEventListener("click", () => save("graph.png", "image/png", cy.png({ output: "blob", scale: 2, full: true, bg: "#ffffff" })));
  byId("csv").addEventListener("click", () => {
    const rows = shown().map((l) => [l.from.id, l.from.name, l.how, l.to.id, l.to.name, l.statement, l.stance, l.since, l.citation && l.citation.url].map(cell).join(","));
    save("graph.csv", "text/csv", `\ufefffrom,from_name,how,to,to_name,statement,stance,since,url\r\n${rows.join("\r\n")}\r\n`);
  });
  byId("cypher").addEventListener("click", () => {
    const ids = shown().map((l) => `'${l.statement.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`);
    save("graph.cypher", "text/plain", `MATCH (s:Statement)-[r]->(e:Entity)\nWHERE s.id IN [${[...new Set(ids)].join(", ")}]\nRETURN s, r, e;\n`);
  });
  byId("graphml").addEventListener("click", () => {
    const nodes = cy.nodes().filter((n) => !n.hasClass("hidden")).map((n) => `<node id="${xml(n.id())}"><data key="name">${xml(n.data("name"))}</data><data key="kind">${xml(n.data("kind"))}</data></node>`);
    const edges = shown().map((l) => `<edge source="${xml(l.from.id)}" target="${xml(l.to.id)}"><data key="how">${xml(l.how)}</data><data key="statement">${xml(l.statement)}</data></edge>`);
    const keys = [["name", "node"], ["kind", "node"], ["how", "edge"], ["statement", "edge"]].map(([id, part]) => `<key id="${id}" for="${part}" attr.name="${id}" attr.type="string"/>`);
    save("graph.graphml", "application/xml", `<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">${keys.join("")}<graph edgedefault="directed">${nodes.join("")}${edges.join("")}</graph></graphml>\n`);
  });
  byId("svg").addEventListener("click", () => {
    const box = cy.elements().boundingBox(), pad = 60;
    const lines = shown().map((l) => { const a = cy.getElementById(l.from.id).position(), b = cy.getElementById(l.to.id).position(); return `<line x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}" stroke="#8a94a0"><title>${xml(l.how)}</title></line>`; });
    const dots = cy.nodes().filter((n) => !n.hasClass("hidden")).map((n) => { const at = n.position(); return `<g><circle cx="${at.x}" cy="${at.y}" r="10" fill="#dfe6ee" stroke="#5c6b7c"/><text x="${at.x}" y="${at.y + 22}" font-size="10" text-anchor="middle" font-family="sans-serif">${xml(n.data("label"))}</text></g>`; });
    save("graph.svg", "image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.x1 - pad} ${box.y1 - pad} ${box.w + 2 * pad} ${box.h + 2 * pad}">${lines.join("")}${dots.join("")}</svg>\n`);
  });
  expand({ id: canvas.dataset.id, name: canvas.dataset.name, kind: canvas.dataset.kind });
})();
