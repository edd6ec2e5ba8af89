/* What is to be checked: doubtful blocks, close calls, remarks, cuts, and what was corrected. */

const CHECKS = ["doubt", "close", "remark", "cut", "set"];
/** Which of them are listed; cuts are many and mostly right. */
const wanted = new Set(["doubt", "close", "remark", "set"]);
/** Nats: a kind that lost by less might as well have won. */
const CLOSE = 2;

let checks = [];

/** Everything to check, in the order of the source: [place, which, what]. */
function listChecks() {
  const found = data.remarks.map(([code, , message, places]) => [toUnit(places[0] ?? 0), "remark", `${code}: ${message}`]);
  for (const correction of unplaced) {
    found.push([toUnit(correction.at?.[0] ?? 0), "set", `${say("unplaced")}: ${correction.text}`]);
  }
  for (const row of rows) {
    const place = row.at[0][0];
    if (row.set) found.push([place, "set", ""]);
    else if (row.kind === "cut") found.push([place, row.losers[0]?.[1] < CLOSE ? "close" : "cut", ""]);
    else if (row.cert < data.doubt) found.push([place, "doubt", ""]);
    else if (row.losers[0]?.[1] < CLOSE) found.push([place, "close", ""]);
  }
  return found.sort((a, b) => a[0] - b[0]).map(([place, which, what]) => ({ place, which, what }));
}

const shownChecks = () => checks.filter(check => wanted.has(check.which));

function drawFilters() {
  const counts = Object.groupBy(checks, check => check.which);
  get("filters").replaceChildren(...CHECKS.map(which => {
    const box = make("input", { type: "checkbox" });
    box.checked = wanted.has(which);
    box.addEventListener("change", () => {
      wanted[box.checked ? "add" : "delete"](which);
      drawList();
    });
    return make("label", { class: which }, box, ` ${say(`check-${which}`)} ${sayCount(counts[which]?.length ?? 0)}`);
  }));
}

function drawCheck(check) {
  const row = findRow(check.place);
  const what = check.what || (row ? `${nameKind(row)} ${readSpans(row.at).slice(0, 24)}` : "");
  const button = make("button", { type: "button", tabindex: "-1", class: check.which },
    make("span", { class: "which" }, say(`check-${check.which}`)), ` ${what}`);
  button.addEventListener("click", () => goTo(check));
  check.element = make("li", {}, button);
  return check.element;
}

/** The list, as much at once as fits into a frame. */
function drawList() {
  const list = get("checks"), waiting = shownChecks();
  list.replaceChildren();
  (function draw() {
    list.append(...waiting.splice(0, 50).map(drawCheck));
    if (waiting.length) drawing = later(draw);
  })();
}

/** The next part of the list, and the next look at all that changed. */
let drawing = 0, looking = 0;

function drawChecks() {
  never(drawing);
  checks = listChecks();
  drawFilters();
  drawing = later(drawList);
}

/** Lists anew when the editor pauses. */
function expectChecks() {
  clearTimeout(looking);
  looking = setTimeout(drawChecks, 400);
}

function goTo(check) {
  const row = findRow(check.place);
  if (row) choose(rows.indexOf(row));
  check.element?.classList.add("here");
  check.element?.scrollIntoView({ block: "nearest", container: "nearest" });
  get("structure").focus();
}

/** Goes to the next thing to check behind the row chosen, or to the last before it. */
function walk(step) {
  const here = current()?.at[0][0] ?? 0;
  const open = shownChecks().filter(check => {
    const row = findRow(check.place);
    return row && (check.which === "set" || check.which === "remark" || !row.set);
  });
  const next = step > 0 ? open.find(check => findRow(check.place).at[0][0] > here)
    : open.findLast(check => findRow(check.place).at[0][0] < here);
  if (!next) return say("no-check");
  goTo(next);
  return next.what || say(`check-${next.which}`);
}

/** The arrows go from one to the next in the list itself. */
function pressInChecks(event) {
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  if (!step) return;
  event.preventDefault();
  const list = get("checks"), here = document.activeElement.closest("#checks li");
  (here ? here[step] : list.firstElementChild)?.querySelector("button").focus();
}
