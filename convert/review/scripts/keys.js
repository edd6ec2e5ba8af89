/* Keys and buttons. Keys without Ctrl hold only where the structure is in focus. */

const KINDS = { t: "title", k: "kicker", s: "subtitle", b: "byline", d: "date", f: "meta", a: "addressee",
  o: "salutation", p: "p", l: "li", v: "verse", c: "caption", e: "note", g: "signature", w: "row" };

const KEYS = {
  ArrowDown: () => step(1), ArrowUp: () => step(-1), j: () => step(1), i: () => step(-1),
  PageDown: () => step(10), PageUp: () => step(-10), Home: () => choose(0), End: () => choose(rows.length - 1),
  n: () => walk(1), N: () => walk(-1), m: join, Enter: split, h: () => setKind("heading"),
  x: () => setKind("cut"), Delete: () => setKind("cut"), r: () => setKind("keep"), u: withdraw, z: undo, y: redo,
  ArrowRight: event => movePlace(1, event.ctrlKey), ArrowLeft: event => movePlace(-1, event.ctrlKey),
  "<": () => stepDepth(-1), ">": () => stepDepth(1), "-": () => stepDepth(-1), "+": () => stepDepth(1),
  "?": () => get("keys").showModal(),
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map(depth => [String(depth), () => setDepth(depth)])),
  ...Object.fromEntries(Object.entries(KINDS).map(([key, kind]) => [key, () => setKind(kind)])),
};

/** What the table of keys says, in its order. */
const TOLD = [["↑ ↓ I J", "key-move"], ["Shift ↑ ↓", "key-extend"], ["N Shift+N", "key-check"], ["← →", "key-place"],
  ["Enter", "key-split"], ["M", "key-join"], ["1 … 6", "key-heading"], ["< >", "key-depth"], ["X", "key-cut"],
  ["R", "key-restore"], ["U", "key-withdraw"], ["Z Y", "key-undo"], ["Ctrl+S", "key-save"], ["?", "key-help"]];

let extending = false;

/** Goes so many rows on; with Shift all between are chosen. */
const step = count => choose(chosen.to + count, extending ? chosen.from : chosen.to + count);

function pressInStructure(event) {
  const key = event.key.length === 1 && event.key !== "N" ? event.key.toLowerCase() : event.key;
  if (event.altKey || event.metaKey || (event.ctrlKey && !key.startsWith("Arrow")) || !Object.hasOwn(KEYS, key)) return;
  event.preventDefault();
  event.stopPropagation();
  extending = event.shiftKey;
  announce(KEYS[key](event));
}

/** Keys that hold everywhere, but in fields that know undo themselves. */
function pressAnywhere(event) {
  if (!(event.ctrlKey || event.metaKey)) return;
  const key = event.key.toLowerCase(), typing = event.target.matches("input[type=text]");
  const act = key === "s" ? save : typing ? null : key === "y" || (key === "z" && event.shiftKey) ? redo
    : key === "z" ? undo : null;
  if (!act) return;
  event.preventDefault();
  announce(act());
}

function drawKeys() {
  const kinds = Object.entries(KINDS).map(([key, kind]) => [key.toUpperCase(), sayKind(kind)]);
  get("keys").querySelector("tbody").replaceChildren(...[...TOLD.map(([keys, name]) => [keys, say(name)]), ...kinds]
    .map(([keys, said]) => make("tr", {}, make("th", { scope: "row" }, make("kbd", {}, keys)), make("td", {}, said))));
}

function bindKeys() {
  get("structure").addEventListener("keydown", pressInStructure);
  document.addEventListener("keydown", pressAnywhere);
  get("checks").addEventListener("keydown", pressInChecks);
  get("structure").addEventListener("click", clickStructure);
  get("source").addEventListener("click", clickSource);
  const buttons = { undo, redo, join, split, withdraw, cut: () => setKind("cut"), restore: () => setKind("keep"), save };
  for (const [name, act] of Object.entries(buttons)) get(name).addEventListener("click", () => announce(act()));
  get("help").addEventListener("click", () => get("keys").showModal());
  get("kind").addEventListener("change", () => announce(setKind(get("kind").value)));
  get("depth").addEventListener("change", () => announce(setDepth(Number(get("depth").value) || 1)));
}
