/* The source: its lines as they are; what of it is chosen, cut or markup is lit over them. */

const LINES = 32, LONGEST = 800;
/** Pieces of lines: where each begins, and its element. */
let pieces = { starts: [], elements: [] };
/** Layers that light characters; a browser that has none lights whole lines only. */
const layers = {};
for (const [priority, name] of ["markup", "cut", "doubt", "lit", "mark"].entries()) {
  if (!globalThis.Highlight) break;
  layers[name] = new Highlight();
  layers[name].priority = priority;
  CSS.highlights.set(name, layers[name]);
}
/** Row → its ranges in a layer. */
const lights = new Map();

function drawSource() {
  pieces = { starts: [], elements: [] };
  const chunks = [];
  let number = 0, chunk = null;
  for (const line of text.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)) {
    if (!line[0]) break;
    number++;
    for (let from = 0, next = 0; from < line[0].length; from = next) {
      next = from + LONGEST + (/[\ud800-\udbff]/.test(line[0][from + LONGEST - 1]) ? 1 : 0);
      if (pieces.starts.length % LINES === 0) chunks.push(chunk = make("div", { class: "chunk" }));
      const piece = make("div", from ? { class: "line" } : { class: "line", "data-line": number },
        line[0].slice(from, next).replace(/[\r\n]+$/, ""));
      pieces.starts.push(line.index + from);
      pieces.elements.push(piece);
      chunk.append(piece);
    }
  }
  get("source").replaceChildren(...chunks);
}

const findPiece = place => Math.max(0, countBelow(pieces.starts, place + 1) - 1);

/** The ranges of the document in which characters of the source stand. */
function findRanges(spans) {
  const found = [];
  for (const [start, end] of spans) {
    for (let i = findPiece(start); i < pieces.starts.length && pieces.starts[i] < end; i++) {
      const node = pieces.elements[i].firstChild;
      const from = Math.max(0, start - pieces.starts[i]);
      const to = Math.min(node?.length ?? 0, end - pieces.starts[i]);
      if (from < to) {
        found.push(new StaticRange({ startContainer: node, startOffset: from, endContainer: node, endOffset: to }));
      }
    }
  }
  return found;
}

const layerOf = row => row.kind === "cut" ? "cut" : row.cert < data.doubt && !row.set ? "doubt" : "";

function light(row) {
  const layer = layers[layerOf(row)];
  if (!layer) return;
  const ranges = findRanges(row.at);
  lights.set(row, [layer, ranges]);
  for (const range of ranges) layer.add(range);
}

function dim(row) {
  const [layer, ranges] = lights.get(row) ?? [];
  for (const range of ranges ?? []) layer.delete(range);
  lights.delete(row);
}

/** Lights all rows anew. */
function lightAll() {
  lights.clear();
  for (const name of ["markup", "cut", "doubt"]) layers[name]?.clear();
  for (const range of layers.markup ? findRanges(toSpans(data.markup)) : []) layers.markup.add(range);
  rows.forEach(light);
}

let litPieces = [];

/** Lights what is chosen, and brings it to sight. */
function lightChosen(spans, place) {
  for (const piece of litPieces) piece.classList.remove("lit");
  litPieces = [];
  for (const [start, end] of spans) {
    for (let i = findPiece(start); i < pieces.starts.length && pieces.starts[i] < end; i++) litPieces.push(pieces.elements[i]);
  }
  for (const piece of litPieces) piece.classList.add("lit");
  if (layers.lit) {
    layers.lit.clear();
    layers.mark.clear();
    for (const range of findRanges(spans)) layers.lit.add(range);
    if (place !== null) for (const range of findRanges([[place, place + 1]])) layers.mark.add(range);
  }
  litPieces[0]?.scrollIntoView({ block: "nearest", container: "nearest" });
}

/** The text node and the offset in it that a pointer is over. */
function findCaret(event) {
  if (document.caretPositionFromPoint) {
    const caret = document.caretPositionFromPoint(event.clientX, event.clientY);
    return caret ? [caret.offsetNode, caret.offset] : [null, 0];
  }
  const range = document.caretRangeFromPoint(event.clientX, event.clientY);
  return range ? [range.startContainer, range.startOffset] : [null, 0];
}

/** A click chooses the row that stands there, and the place to split it at. */
function clickSource(event) {
  const [node, offset] = findCaret(event);
  const piece = (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.(".line");
  if (!piece || !rows.length) return;
  const place = pieces.starts[pieces.elements.indexOf(piece)] + (node.nodeType === Node.TEXT_NODE ? offset : 0);
  const row = findRow(place), index = rows.indexOf(row), places = listPlaces(row.at);
  const last = places.findLast(one => one <= place), inside = last > places[0] && place < row.at.at(-1)[1];
  choose(index, event.shiftKey ? chosen.from : index, inside && !event.shiftKey ? last : null);
  get("structure").focus({ preventScroll: true });
}
