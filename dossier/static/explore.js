// A live picture in a notebook. Names are drawn on a canvas or set as text, never as HTML.
function render({ model, el }) {
  const make = (tag, attributes = {}, text = "") => {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.textContent = text;
    return node;
  };
  const short = (text) => (text.length > 60 ? `${text.slice(0, 58)}…` : text);
  const days = model.get("days"), root = make("div", { class: "sg-explore" });
  const bar = make("p"), slider = make("input", { type: "range", min: "0", max: String(days.length), "aria-label": "As known on" }), shown = make("span");
  const canvas = make("div", { class: "sg-canvas", role: "img", "aria-label": `${model.get("title")}; the list below has the same entities.` });
  const told = make("p", { role: "status" }), list = make("select", { multiple: "", size: "6", "aria-label": "Entities: choose to select" }), more = make("button", { type: "button" }, "Expand");
  bar.append(slider, " ", shown);
  root.append(bar, canvas, told, list, make("br"), more);
  el.append(root);
  const cy = cytoscape({
    container: canvas, elements: [], minZoom: 0.1, maxZoom: 4, userZoomingEnabled: false, selectionType: "additive",
    style: [
      { selector: "node", style: { "label": "data(label)", "width": 20, "height": 20, "shape": "round-rectangle", "background-color": "#dfe6ee", "border-width": 1.2, "border-color": "#5c6b7c", "font-size": 11, "text-wrap": "wrap", "text-max-width": 120, "text-valign": "bottom", "text-margin-y": 3, "text-background-color": "#fffefb", "text-background-opacity": 0.8 } },
      { selector: "node[kind = 'Person']", style: { "shape": "ellipse", "background-color": "#f4e3c1" } },
      { selector: "node[kind = 'Country'], node[kind = 'PublicBody']", style: { "shape": "hexagon", "background-color": "#d5e8d4" } },
      { selector: "node[kind = 'Vessel']", style: { "shape": "round-triangle" } },
      { selector: "edge", style: { "curve-style": "bezier", "width": 1.3, "line-color": "#8a94a0", "target-arrow-shape": "triangle", "target-arrow-color": "#8a94a0", "arrow-scale": 0.8 } },
      { selector: "node:selected", style: { "border-width": 3, "border-color": "#9c3d12" } },
      { selector: "edge:selected", style: { "width": 2.6, "line-color": "#9c3d12", "target-arrow-color": "#9c3d12", "label": "data(how)", "font-size": 9 } }],
  });
  el.cy = cy;
  const draw = () => {
    const { nodes, edges } = model.get("elements"), chosen = new Set(model.get("selected"));
    cy.batch(() => {
      cy.elements().remove();
      nodes.forEach((data, n) => cy.add({ data: { ...data, label: short(data.name) }, position: { x: 200 * Math.cos(n), y: 200 * Math.sin(n) } }));
      edges.forEach((data) => cy.add({ data }));
      cy.nodes().forEach((node) => { if (chosen.has(node.id())) node.select(); });
    });
    cy.layout({ name: "cose", randomize: false, animate: false, padding: 20, nodeRepulsion: () => 400000, idealEdgeLength: () => 90 }).run();
    list.replaceChildren(...nodes.map((data) => { const option = make("option", { value: data.id }, `${data.name} (${data.kind})`); option.selected = chosen.has(data.id); return option; }));
    told.textContent = `${nodes.length} entities, ${edges.length} lines. Choose entities or lines; double click an entity to expand it.`;
  };
  const tell = () => {
    model.set("selected", cy.nodes(":selected").map((node) => node.id()));
    model.set("statements", [...new Set(cy.edges(":selected").map((edge) => edge.data("statements")).flat())]);
    model.save_changes();
    for (const option of list.options) option.selected = model.get("selected").includes(option.value);
  };
  const expand = (ids) => {
    model.set("opened", [...new Set([...model.get("opened"), ...ids])]);
    model.save_changes();
  };
  cy.on("select unselect", "node, edge", (event) => { if (!event.cy.batching()) setTimeout(tell, 0); });
  cy.on("dbltap", "node", (event) => expand([event.target.id()]));
  list.addEventListener("change", () => {
    const chosen = new Set([...list.selectedOptions].map((option) => option.value));
    cy.nodes().forEach((node) => { if (chosen.has(node.id()) !== node.selected()) node[chosen.has(node.id()) ? "select" : "unselect"](); });
    tell();
  });
  more.addEventListener("click", () => expand([...list.selectedOptions].map((option) => option.value)));
  const place = () => {
    const at = model.get("as_of");
    slider.value = String(at ? Math.max(days.findLastIndex((day) => day <= at), 0) : days.length);
    shown.textContent = at ? `as known on ${at}` : "all that is known";
    slider.setAttribute("aria-valuetext", shown.textContent);
  };
  slider.addEventListener("input", () => { shown.textContent = days[Number(slider.value)] ? `as known on ${days[Number(slider.value)]}` : "all that is known"; });
  slider.addEventListener("change", () => { model.set("as_of", days[Number(slider.value)] || ""); model.save_changes(); });
  model.on("change:elements", draw);
  model.on("change:as_of", place);
  model.on("change:problem", () => { if (model.get("problem")) told.textContent = model.get("problem"); });
  place();
  draw();
  return () => cy.destroy();
}
export default { render };
