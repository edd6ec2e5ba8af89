/* The rows as they are now, and every change as a splice that can be taken back. */

let rows = [];
/** Where rows stand in the source: [start, end, row], rising. */
let owners = [];
/** Corrections of the file that no row shows. */
let unplaced = [];
let facts = {};
let done = [], undone = [];
/** How many changes had been made when the corrections were last saved; -1 where those are undone for good. */
let saved = 0;
let serial = 0;

function makeRow(kind, at, rest) {
  return { id: ++serial, kind, at, by: "", cert: 1, depth: 0, mark: "", losers: [], set: false, ...rest };
}

/** Takes a sheet; what was changed before is forgotten. */
function setSheet(sheet) {
  setText(sheet.text, sheet.printed);
  rows = sheet.rows.map(([kind, places, by, cert, depth, mark, losers]) =>
    makeRow(kind, toSpans(places), { by, cert, depth, mark, losers }));
  owners = listOwners(rows);
  facts = { ...sheet.corrections.facts };
  unplaced = placeCorrections(sheet.corrections.block);
  [done, undone, saved] = [[], [], 0];
}

const listOwners = rows => rows.flatMap(row => row.at.map(([start, end]) => [start, end, row]))
  .sort((a, b) => a[0] - b[0]);

/** The row that a place of the source stands in, else the next behind it, else the last. */
function findRow(place) {
  let low = 0, high = owners.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (owners[middle][1] <= place) low = middle + 1; else high = middle;
  }
  return owners[Math.min(low, owners.length - 1)]?.[2];
}

/** Marks the rows that corrections of the file made; gives the corrections that made none. */
function placeCorrections(corrections) {
  return corrections.filter(correction => {
    const [index, count] = findMade(correction);
    if (index < 0) return true;
    const made = rows.slice(index, index + count);
    rows.splice(index, count, { ...made[0], at: made.flatMap(row => row.at), set: true, origin: correction });
    owners = listOwners(rows);
    return false;
  });
}

/** Where the rows of a correction begin, and how many they are: what is cut as one may be several; -1 for none. */
function findMade(correction) {
  const [start, end] = (correction.at ?? [0, 0]).map(toUnit), wanted = squash(correction.text);
  const index = rows.indexOf(findRow(start));
  let found = "";
  for (let count = 1; index >= 0 && index + count <= rows.length; count++) {
    const row = rows[index + count - 1];
    found += squash(readSpans(row.at));
    if (found === wanted && !row.set) return [index, count];
    if (row.kind !== "cut" || row.at[0][0] >= end || !wanted.startsWith(found)) break;
  }
  return [rows.findIndex(row => !row.set && squash(readSpans(row.at)) === wanted), 1];
}

const squash = given => given.replace(SPACE, "");

/** Puts rows in the place of others. */
function splice({ index, gone, fresh }) {
  rows.splice(index, gone.length, ...fresh);
  const lost = new Set(gone), added = listOwners(fresh), kept = owners.filter(owner => !lost.has(owner[2]));
  const at = countBelow(kept.map(owner => owner[0]), added[0]?.[0] ?? 0);
  owners = added.length && (kept[at]?.[0] ?? Infinity) > added.at(-1)[0]
    ? [...kept.slice(0, at), ...added, ...kept.slice(at)]
    : [...kept, ...added].sort((a, b) => a[0] - b[0]);
  redrawRows(gone, fresh);
}

function change(index, count, fresh) {
  const step = { index, gone: rows.slice(index, index + count), fresh };
  if (saved > done.length) saved = -1;
  done.push(step);
  undone = [];
  splice(step);
}

function undo() {
  const step = done.pop();
  if (!step) return say("no-undo");
  undone.push(step);
  if (step.facts) takeFacts(step.facts[0]);
  else splice({ index: step.index, gone: step.fresh, fresh: step.gone });
  choose(step.index ?? chosen.to);
  return say("done-undo");
}

function redo() {
  const step = undone.pop();
  if (!step) return say("no-redo");
  done.push(step);
  if (step.facts) takeFacts(step.facts[1]);
  else splice(step);
  choose(step.index ?? chosen.to);
  return say("done-redo");
}

/** States a fact otherwise; an empty one is left to the reader. */
function changeFact(name, value) {
  const fresh = { ...facts };
  if (value === "") delete fresh[name]; else fresh[name] = value;
  if (saved > done.length) saved = -1;
  done.push({ facts: [facts, fresh] });
  undone = [];
  takeFacts(fresh);
}

const countUnsaved = () => saved < 0 ? done.length + 1 : Math.abs(done.length - saved);
