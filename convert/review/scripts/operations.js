/* What an editor does to the rows chosen; each gives what is to be said of it. */

/** The rows chosen: the first that was and the last, as indexes, and the place at which to split. */
const chosen = { from: 0, to: 0, place: null };

const first = () => Math.min(chosen.from, chosen.to);
const last = () => Math.max(chosen.from, chosen.to);
const current = () => rows[chosen.to];

/** Puts changed copies in the place of the rows chosen. */
function revise(make) {
  const [from, to] = [first(), last()];
  change(from, to - from + 1, rows.slice(from, to + 1).map(make));
  choose(chosen.to, chosen.from, chosen.place);
}

/** The level of the heading above a row; 1 where there is none. */
function findDepth(index) {
  for (let i = index - 1; i >= 0; i--) if (rows[i].kind === "heading") return rows[i].depth;
  return 1;
}

const nameKind = row => row.kind === "heading" ? say("level", { kind: sayKind(row.kind), depth: row.depth })
  : sayKind(row.kind);

function setKind(kind, depth = 0) {
  if (!rows.length) return say("none");
  const level = kind === "heading" ? depth || current().depth || findDepth(first()) : 0;
  revise(row => makeRow(kind, row.at, { by: row.by, mark: row.mark, losers: row.losers, depth: level, set: true }));
  return say("done-change", { kind: nameKind(current()) });
}

function setDepth(depth) {
  const level = Math.min(9, Math.max(1, depth));
  return setKind("heading", level);
}

const stepDepth = step => rows.length && current().kind === "heading" ? setDepth(current().depth + step) : setDepth(1);

/** Joins the blocks chosen, or the one chosen with the block before; what was cut between them stays so. */
function join() {
  let from = first();
  const to = last();
  if (from === to) do from--; while (from >= 0 && rows[from].kind === "cut");
  const blocks = rows.slice(Math.max(from, 0), to + 1).filter(row => row.kind !== "cut" || row === rows[to]);
  if (from < 0 || blocks.length < 2) return say("no-join");
  const { kind, depth, mark } = blocks[0];
  const at = blocks.flatMap(row => row.at).sort((a, b) => a[0] - b[0]);
  const rest = rows.slice(from, to + 1).filter(row => !blocks.includes(row));
  change(from, to - from + 1, [makeRow(kind, at, { depth, mark, set: true }), ...rest]);
  choose(from);
  return say("done-join");
}

/** Splits the row chosen before the character at a place; behind a heading there is a paragraph. */
function split() {
  const row = current(), place = chosen.place;
  if (place === null) return say("no-place");
  const before = row.at.filter(span => span[0] < place).map(([start, end]) => [start, Math.min(end, place)]);
  const behind = row.at.filter(span => span[1] > place).map(([start, end]) => [Math.max(start, place), end]);
  if (!readSpans(before) || !readSpans(behind)) return say("no-place");
  const { kind, depth, mark, by } = row, ends = ["heading", "title"].includes(kind);
  change(chosen.to, 1, [makeRow(kind, before, { depth, mark, by, set: true }),
    makeRow(ends ? "p" : kind, behind, { by, set: true })]);
  choose(first() + 1);
  return say("done-split");
}

/** Leaves the rows chosen to the reader again, from the next reading on. */
function withdraw() {
  if (!rows.length) return say("none");
  revise(row => ({ ...row, id: ++serial, set: false }));
  return say("done-withdraw");
}

const STOP = /[。！？；：，、,.;:!?\s]/;

/** Moves the place to split at within the row chosen, to the next character or behind the next stop. */
function movePlace(step, far) {
  const row = current();
  if (!row) return;
  const places = listPlaces(row.at);
  let i = chosen.place === null ? 0 : places.indexOf(chosen.place);
  do i += step; while (far && i > 0 && i < places.length && !STOP.test(text[places[i - 1]]));
  if (i > 0 && i < places.length) choose(chosen.to, chosen.to, places[i]);
}
