// The page reads without this. It draws the graph, and unfolds everything for print and on demand.
"use strict";
(() => {
  const root = document.documentElement;
  // First, because what is not shown has no width to draw into.
  root.classList.add("scripted");
  const folds = () => [...document.querySelectorAll("details")];

  const unfold = document.getElementById("unfold");
  unfold.hidden = folds().length === 0;
  unfold.addEventListener("click", () => {
    const open = unfold.getAttribute("aria-pressed") !== "true";
    unfold.setAttribute("aria-pressed", String(open));
    unfold.textContent = open ? "Fold everything" : "Unfold everything";
    folds().forEach((fold) => { fold.open = open; });
  });

  const box = document.getElementById("canvas");
  if (box) draw(box);

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = folds().filter((fold) => !fold.open);
    closed.forEach((fold) => { fold.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((fold) => { fold.open = false; }));

  function draw(box) {
  const told = JSON.parse(document.getElementById("drawn").textContent);
  const probe = box.appendChild(document.createElement("i"));
  probe.hidden = true;
  // A canvas knows no custom properties: each colour is asked of an element that uses it.
  const colour = (name, scheme) => {
    probe.style.colorScheme = scheme || "";
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const font = getComputedStyle(document.body).fontFamily;
  const look = (scheme) => [
    { selector: "node", style: {
      "shape": "round-rectangle", "width": 176, "height": 56, "background-color": colour("paper", scheme),
      "border-width": 1.2, "border-color": colour("rule-strong", scheme), "label": "data(label)", "color": colour("ink", scheme),
      "font-family": font, "font-size": 12, "text-wrap": "wrap", "text-max-width": 162, "text-valign": "center",
      "text-overflow-wrap": "whitespace" } },
    { selector: "node[kind = 'Speaker'], node[kind = 'Person']", style: { "shape": "ellipse", "width": 184 } },
    { selector: "node[kind = 'Measure'], node[kind = 'Listing']", style: { "border-style": "double", "border-width": 4 } },
    { selector: "node[kind = 'Observation'], node[kind = 'Meeting']", style: { "background-color": colour("tint", scheme) } },
    { selector: "node[kind = 'Transfer'], node[kind = 'Leg']", style: { "border-style": "dashed", "border-width": 1.6, "border-color": colour("accent", scheme) } },
    { selector: "node.heading", style: {
      "shape": "rectangle", "background-opacity": 0, "border-width": 0, "font-weight": "bold", "color": colour("quiet", scheme),
      "height": 24, "events": "no" } },
    { selector: "edge", style: {
      "curve-style": "straight", "source-endpoint": "90deg", "target-endpoint": "270deg", "width": 1.3, "line-color": colour("line", scheme), "target-arrow-color": colour("line", scheme),
      "target-arrow-shape": "triangle", "arrow-scale": 0.8, "font-family": font, "font-size": 10.5, "color": colour("ink", scheme),
      "text-background-color": colour("paper", scheme), "text-background-opacity": 0.92, "text-background-padding": 2,
      "text-wrap": "wrap", "text-max-width": 130 } },
    ...(told.words ? [{ selector: "edge", style: { "label": "data(how)" } }] : []),
    { selector: "edge[!firm]", style: { "line-style": "dashed" } },
    { selector: "edge.side", style: { "curve-style": "unbundled-bezier", "source-endpoint": "90deg", "target-endpoint": "90deg", "control-point-distances": "data(bend)", "control-point-weights": 0.5 } },
    { selector: "edge.long", style: {
      "curve-style": "round-segments", "segment-weights": "data(along)", "segment-distances": "data(beside)",
      "segment-radii": 30, "edge-distances": "endpoints" } },
    { selector: "edge.back", style: { "source-endpoint": "270deg", "target-endpoint": "90deg" } },
    { selector: ".faint", style: { "opacity": 0.16 } },
    { selector: "edge.picked", style: { "label": "data(how)", "width": 2, "line-color": colour("accent", scheme), "target-arrow-color": colour("accent", scheme) } },
    { selector: "node.picked", style: { "border-width": 3, "border-color": colour("accent", scheme) } },
  ];
  const nodes = told.elements.nodes.map(({ x, y, ...data }) => ({ data, position: { x, y } }));
  const top = Math.min(...nodes.map((node) => node.position.y)) - 62;
  const columns = [...new Set(nodes.map((node) => node.position.x))].sort((a, b) => a - b);
  const headings = columns.map((x, n) => ({
    data: { id: `h${n}`, name: told.headings[n], label: told.headings[n] }, position: { x, y: top }, classes: "heading", selectable: false, grabbable: false }));
  const where = new Map(nodes.map((node) => [node.data.id, node.position]));
  // The points of a way, as the library wants them: how far along the straight line, and how far beside it.
  const bends = (from, to, way) => {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const long = Math.hypot(dx, dy);
    return {
      along: way.map(([x, y]) => ((x - from.x) * dx + (y - from.y) * dy) / (long * long)).join(" "),
      beside: way.map(([x, y]) => ((y - from.y) * dx - (x - from.x) * dy) / long).join(" ") };
  };
  const edges = told.elements.edges.map(({ way, ...edge }) => {
    const [from, to] = [where.get(edge.source), where.get(edge.target)];
    // Between nodes of one column, beside it on its right, whichever way the line runs.
    if (from.x === to.x) return { data: { ...edge, bend: to.y > from.y ? -140 : 140 }, classes: "side" };
    const [out, into] = from.x < to.x ? [88, -88] : [-88, 88];
    const data = { ...edge, ...bends({ x: from.x + out, y: from.y }, { x: to.x + into, y: to.y }, way.flatMap(
      ([x, y]) => [[x - out, y], [x + out, y]])) };
    return { data, classes: `${way.length ? "long" : ""} ${from.x > to.x ? "back" : ""}` };
  });
  const bottom = Math.max(...nodes.map((node) => node.position.y)) + 40;
  const right = Math.max(...columns) + 190;
  // On a phone the whole would be too small to read: then it is drawn larger than the screen, to be dragged.
  const readable = 0.62;
  const whole = Math.min(1, box.clientWidth / right);
  box.style.height = `${Math.min(Math.max((bottom - top) * Math.max(whole, readable) + 40, 280), innerHeight * 0.86)}px`;
  const cy = cytoscape({
    container: box, elements: [...headings, ...nodes, ...edges], style: look("light"), layout: { name: "preset", fit: true, padding: 12 },
    userZoomingEnabled: false, autoungrabify: true, boxSelectionEnabled: false, minZoom: 0.2, maxZoom: 2.5 });
  box.cy = cy;
  // Paper has neither screen nor dark: what is printed is a picture, made before anything is chosen.
  const printed = document.createElement("img");
  printed.className = "printed";
  printed.alt = box.getAttribute("aria-label");
  printed.src = cy.png({ full: true, scale: 1.6, bg: "#fffefb" });
  box.after(printed);
  cy.style(look());

  const pick = document.getElementById("pick");
  const picked = document.getElementById("picked");
  const fit = () => {
    cy.resize();
    const chosen = pick.value ? cy.getElementById(pick.value).closedNeighborhood() : cy.elements();
    cy.fit(chosen, 14);
    if (cy.zoom() < 0.5) {
      cy.zoom(readable);
      if (pick.value) cy.center(cy.getElementById(pick.value));
      else cy.pan({ x: 70, y: 14 - readable * (top - 14) });
    }
    if (cy.zoom() > 1.15) { cy.zoom(1.15); cy.center(chosen); }
  };
  const show = (id) => {
    pick.value = id;
    cy.elements().removeClass("faint picked");
    document.querySelectorAll("#hops tbody tr").forEach((row) => {
      row.hidden = Boolean(id) && !row.dataset.nodes.split(" ").includes(id);
    });
    picked.textContent = "";
    if (id) {
      const node = cy.getElementById(id);
      cy.elements().not(node.closedNeighborhood()).not(".heading").addClass("faint");
      node.connectedEdges().addClass("picked");
      node.addClass("picked");
      picked.textContent = `${node.data("name")}: ${node.connectedEdges().length} of ${cy.edges().length} lines. The table shows only these.`;
    }
  };
  pick.addEventListener("change", () => { show(pick.value); fit(); });
  cy.on("tap", (event) => { if (event.target === cy) show(""); else if (event.target.isNode()) show(event.target.id()); });
  document.querySelectorAll("[data-zoom]").forEach((button) => button.addEventListener("click", () => {
    if (button.dataset.zoom === "fit") { cy.fit(undefined, 12); return; }
    cy.zoom({ level: cy.zoom() * Number(button.dataset.zoom), renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  }));
  fit();
  addEventListener("resize", fit);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(look()));

  }
})();
