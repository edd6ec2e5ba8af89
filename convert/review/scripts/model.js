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
  const alike = corrections.length ? Map.groupBy(rows, row => squash(readSpans(row.at))) : new Map();
  return corrections.filter(correction => {
    const made = findMade(correction, alike);
    if (!made.length) return true;
    Object.assign(made[0], { at: made.flatMap(row => row.at), set: true, origin: correction });
    if (made.length > 1) {
      rows.splice(rows.indexOf(made[1]), made.length - 1);
      owners = listOwners(rows);
    }
    return false;
  });
}

/** The rows of a correction: what is cut as one may be several. Where none stand at its place, one of its text. */
function findMade(correction, alike) {
  const [start, end] = (correction.at ?? [0, 0]).map(toUnit), wanted = squash(correction.text);
  const made = [];
  let found = "";
  for (let i = rows.indexOf(findRow(start)); i >= 0 && i < rows.length; i++) {
    made.push(rows[i]);
    found += squash(readSpans(rows[i].at));
    if (found === wanted && !rows[i].set) return made;
    if (rows[i].kind !== "cut" || rows[i].at[0][0] >= end || !wanted.startsWith(found)) break;
  }
  return (alike.get(wanted) ?? []).filter(row => !row.set).slice(0, 1);
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
