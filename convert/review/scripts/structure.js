/* The structure: a row a block or cut, drawn in chunks that a browser lays out when they come to sight. */

const PER_CHUNK = 20;

function fillRow(row) {
  const notes = [];
  if (row.set) notes.push(say("set"));
  else if (row.kind === "cut") notes.push(row.by);
  else if (row.cert < data.doubt) notes.push(sayShare(row.cert));
  if (!row.set && row.losers.length && (row.cert < data.doubt || row.losers[0][1] < CLOSE)) {
    notes.push(`${say("or")} ${row.losers.map(([kind]) => sayKind(kind)).join(", ")}`);
  }
  row.element.replaceChildren(make("span", { class: "kind" }, nameKind(row)), " ",
    make("span", { class: "text" }, `${row.mark}${readSpans(row.at)}`), " ",
    make("span", { class: "notes" }, notes.join(" · ")));
}

function drawRow(row) {
  row.element = make("div", { role: "option", id: `r${row.id}`, class: `row ${row.kind}`, "aria-selected": "false" });
  row.element.classList.toggle("doubt", row.cert < data.doubt && !row.set);
  row.element.classList.toggle("set", row.set);
  row.element.style.setProperty("--depth", row.kind === "heading" ? row.depth - 1 : 0);
  fillRow(row);
  return row.element;
}

function drawStructure() {
  const chunks = [];
  for (let i = 0; i < rows.length; i += PER_CHUNK) {
    chunks.push(make("div", { role: "presentation", class: "chunk" }, ...rows.slice(i, i + PER_CHUNK).map(drawRow)));
  }
  get("structure").replaceChildren(...chunks);
}

/** Draws rows that took the place of others; what is among both stays as it is. */
function redrawRows(gone, fresh) {
  const kept = new Set(gone).intersection(new Set(fresh));
  let last = null;
  for (const row of fresh) {
    if (!kept.has(row)) {
      if (last) last.after(drawRow(row)); else gone[0].element.before(drawRow(row));
      light(row);
    }
    last = row.element;
  }
  for (const row of gone) {
    if (kept.has(row)) continue;
    row.element.remove();
    dim(row);
  }
  expectChecks();
  drawState();
}

let marked = [];

/** Chooses a row, or all from one to another, and a place in it to split at. */
function choose(to, from = to, place = null) {
  for (const row of marked) row.element.setAttribute("aria-selected", "false");
  const list = get("structure");
  if (!rows.length) {
    list.removeAttribute("aria-activedescendant");
    return drawDetails();
  }
  const bound = index => Math.min(rows.length - 1, Math.max(0, index));
  Object.assign(chosen, { to: bound(to), from: bound(from), place });
  marked = rows.slice(first(), last() + 1);
  for (const row of marked) row.element.setAttribute("aria-selected", "true");
  list.querySelector(".current")?.classList.remove("current");
  get("checks").querySelector(".here")?.classList.remove("here");
  const { element } = current();
  element.classList.add("current");
  list.setAttribute("aria-activedescendant", element.id);
  element.scrollIntoView({ block: "nearest", container: "nearest" });
  lightChosen(marked.flatMap(row => row.at), place);
  drawDetails();
}

/** A click chooses a row; with Shift all from the one before; in its text also the place to split it at. */
function clickStructure(event) {
  const element = event.target.closest(".row");
  if (!element) return;
  const index = rows.findIndex(row => row.element === element);
  if (event.shiftKey) return choose(index, chosen.from);
  const [node, offset] = findCaret(event), row = rows[index];
  const inside = node?.parentElement?.className === "text" && node.parentElement.parentElement === element;
  const place = inside && offset > row.mark.length ? findPlace(row.at, offset - row.mark.length) : null;
  choose(index, index, place !== null && place > row.at[0][0] && place < row.at.at(-1)[1] ? place : null);
}
