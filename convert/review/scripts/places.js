/* Places: files count characters, scripts count units of UTF-16; the page works in units. */

let text = "";
/** The second unit of every character that has two. */
let seconds = [];
/** Where characters are printed otherwise than the source writes them, and how: [start, end, printed], rising. */
let spelled = [], spellings = [];

function setText(given, printed) {
  text = given;
  seconds = Array.from(text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g), match => match.index + 1);
  spellings = printed.map(([start, end, now]) => [toUnit(start), toUnit(end), now]);
  spelled = spellings.map(([start]) => start);
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

/** The pieces of spans: [start, end, what is printed of it]. */
function* listPieces(spans) {
  for (const [from, to] of spans) {
    let start = from;
    for (let i = countBelow(spelled, from); i < spelled.length && spelled[i] < to; i++) {
      yield [start, spelled[i], text.slice(start, spelled[i])];
      yield spellings[i];
      start = spellings[i][1];
    }
    yield [start, to, text.slice(start, to)];
  }
}

const SPACE = /[\s\u3000\u200b\ufeff\0]+/g;

/** What is printed of spans, in one line. */
function readSpans(spans) {
  let read = "";
  for (const [, , printed] of listPieces(spans)) read += printed;
  return read.replace(SPACE, " ").trim();
}

/** The places of spans at which a character that is seen begins. */
function listPlaces(spans) {
  const places = [];
  for (const [start, end, printed] of listPieces(spans)) {
    if (printed.length !== end - start) {
      if (squash(printed)) places.push(start);
      continue;
    }
    for (let place = start; place < end; place++) {
      if (!/[\s\u3000\u200b\ufeff\0\udc00-\udfff]/.test(text[place])) places.push(place);
    }
  }
  return places;
}

/** The place of the source at which the character stands that `offset` characters of the printed line come before. */
const findPlace = (spans, offset) =>
  listPlaces(spans)[Array.from(readSpans(spans).slice(0, offset).replace(SPACE, "")).length] ?? spans.at(-1)[1];
