/* The correction file, in TOML 1.0: one row a block as it shall be. */

const ESCAPES = { "\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r" };

/** A basic string; what no file in UTF-8 can hold is U+FFFD. */
const quote = given => `"${given.toWellFormed().replace(/[\\"\u0000-\u001f\u007f]/g,
  character => ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;

const isBare = key => /^[A-Za-z0-9_-]+$/.test(key);

function printValue(value) {
  if (Array.isArray(value)) return `[${value.map(printValue).join(", ")}]`;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : quote(value);
}

const printTable = (head, record) => [head, ...Object.entries(record)
  .map(([key, value]) => `${isBare(key) ? key : quote(key)} = ${printValue(value)}`), ""].join("\n");

/** What a row says of its block; one that the file had says it as it did. */
function describe(row) {
  if (row.origin) return row.origin;
  const at = [toCharacter(row.at[0][0]), toCharacter(row.at.at(-1)[1])];
  const depth = row.depth ? { depth: row.depth } : {};
  return { text: readSpans(row.at), at, kind: row.kind, ...depth };
}

/** The whole file: facts, and every block that an editor set right, those of the file before among them. */
function printCorrections() {
  const blocks = [...unplaced, ...rows.filter(row => row.set).map(describe)];
  return [
    printTable("[source]", { name: data.name, digest: `sha256:${data.digest}`, ...data.corrections.source }),
    ...(Object.keys(facts).length ? [printTable("[facts]", facts)] : []),
    ...blocks.map(block => printTable("[[block]]", block)),
  ].join("\n");
}
