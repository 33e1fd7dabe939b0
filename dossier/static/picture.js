// Draws the graph of a picture, and tells of what is chosen. Names are drawn on a canvas or set as text, never as HTML.
"use strict";
(() => {
  const told = JSON.parse(document.getElementById("told").textContent);
  const box = document.getElementById("canvas");
  const picked = document.getElementById("picked");
  const title = picked.textContent;
  const short = (text) => (text.length > 60 ? `${text.slice(0, 58)}…` : text);
  const cy = cytoscape({
    container: box,
    elements: [
      ...told.nodes.map(({ x, y, ...data }) => ({ data: { ...data, label: short(data.name) }, position: { x, y } })),
      ...told.edges.map((data) => ({ data }))],
    style: [
      { selector: "node", style: {
        "shape": "round-rectangle", "width": 22, "height": 22, "background-color": "#dfe6ee", "border-width": 1.2, "border-color": "#5c6b7c",
        "label": "data(label)", "font-family": "system-ui, sans-serif", "font-size": 11, "color": "#1d2530", "text-wrap": "wrap",
        "text-max-width": 130, "text-valign": "bottom", "text-margin-y": 3, "text-background-color": "#fffefb",
        "text-background-opacity": 0.8 } },
      { selector: "node[kind = 'Person']", style: { "shape": "ellipse", "background-color": "#f4e3c1" } },
      { selector: "node[kind = 'Country'], node[kind = 'PublicBody']", style: { "shape": "hexagon", "background-color": "#d5e8d4" } },
      { selector: "node[kind = 'Company'], node[kind = 'Organization']", style: { "shape": "rectangle", "background-color": "#e3d8ef" } },
      { selector: "node[kind = 'Vessel']", style: { "shape": "round-triangle" } },
      { selector: "edge", style: {
        "curve-style": "bezier", "width": 1.3, "line-color": "#8a94a0", "target-arrow-color": "#8a94a0", "target-arrow-shape": "triangle",
        "arrow-scale": 0.8, "label": told.edges.length > 60 ? "" : "data(how)", "font-family": "system-ui, sans-serif", "font-size": 9,
        "color": "#46505c", "text-rotation": "autorotate", "text-background-color": "#fffefb", "text-background-opacity": 0.9 } },
      { selector: ".faint", style: { "opacity": 0.15 } },
      { selector: "edge.picked", style: { "label": "data(how)", "line-color": "#9c3d12", "target-arrow-color": "#9c3d12", "width": 2 } },
      { selector: "node.picked", style: { "border-width": 3, "border-color": "#9c3d12" } },
    ],
    // The positions to start from are given, so the same graph is always drawn the same way.
    layout: {
      name: "cose", randomize: false, animate: false, padding: 24, nodeDimensionsIncludeLabels: true, componentSpacing: 60,
      idealEdgeLength: () => 90, nodeRepulsion: () => 400000, nestingFactor: 1, numIter: told.nodes.length > 80 ? 400 : 1000 },
    minZoom: 0.1, maxZoom: 4, boxSelectionEnabled: false, userZoomingEnabled: false });
  box.cy = cy;
  const cited = (statements) => (statements.length ? ` Statements: ${statements.join(", ")}` : "");
  const show = (chosen) => {
    cy.elements().removeClass("faint picked");
    picked.textContent = title;
    if (!chosen) return;
    const near = chosen.isNode() ? chosen.closedNeighborhood() : chosen.union(chosen.connectedNodes());
    cy.elements().not(near).addClass("faint");
    near.addClass("picked");
    picked.textContent = chosen.isNode()
      ? `${chosen.data("name")}${chosen.data("kind") ? `, ${chosen.data("kind")}` : ""} (${chosen.data("key")}): ${chosen.connectedEdges().length} lines.`
      : `${chosen.source().data("name")} → ${chosen.target().data("name")}: ${chosen.data("how")}.${cited(chosen.data("statements"))}`;
  };
  cy.on("tap", (event) => show(event.target === cy ? null : event.target));
  box.addEventListener("wheel", (event) => {
    // Without Ctrl the notebook scrolls; a drawing must not catch the reader.
    if (!event.ctrlKey) return;
    event.preventDefault();
    const { left, top } = box.getBoundingClientRect();
    const level = cy.zoom() * (event.deltaY < 0 ? 1.15 : 1 / 1.15);
    cy.zoom({ level, renderedPosition: { x: event.clientX - left, y: event.clientY - top } });
  }, { passive: false });
  addEventListener("resize", () => { cy.resize(); cy.fit(undefined, 20); });
})();
