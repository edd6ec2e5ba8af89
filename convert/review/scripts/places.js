/* Places: files count characters, scripts count units of UTF-16; the page works in units. */

let text = "";
/** The second unit of every character that has two. */
let seconds = [];

function setText(given) {
  text = given;
  seconds = Array.from(text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g), match => match.index + 1);
}

/** How many of rising numbers are below a limit, each less its index where they count characters. */
function countBelow(numbers, limit, stepped = false) {
  let low = 0, high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] - (stepped ? middle : 0) < limit) low = middle + 1; else high = middle;
  }
  return low;
}

const toUnit = character => character + countBelow(seconds, character + 1, true);
const toCharacter = unit => unit - countBelow(seconds, unit + 1);

/** Spans in units from places of characters, start and end by turns. */
function toSpans(places) {
  const spans = [];
  for (let i = 0; i < places.length; i += 2) spans.push([toUnit(places[i]), toUnit(places[i + 1])]);
  return spans;
}

const SPACE = /[\s\u3000\u200b\ufeff\0]+/g;
const LATIN = /[A-Za-z0-9,.;:!?)]$/;

/** The characters of spans in one line: where Latin words meet over a line end there is a space. */
function readSpans(spans) {
  let read = "";
  for (const [start, end] of spans) {
    const piece = text.slice(start, end);
    read += LATIN.test(read) && /^[A-Za-z0-9(]/.test(piece) && /\s/.test(text[start - 1] ?? "") ? ` ${piece}` : piece;
  }
  return read.replace(SPACE, " ").trim();
}

/** The unit of the source at which the character stands that `offset` characters of the printed line come before. */
function findPlace(spans, offset) {
  let left = readSpans(spans).slice(0, offset).replace(SPACE, "").length;
  for (const [start, end] of spans) {
    for (let place = start; place < end; place++) {
      if (/[\s\u3000\u200b\ufeff\0]/.test(text[place])) continue;
      if (left-- === 0) return place;
    }
  }
  return spans.at(-1)[1];
}
