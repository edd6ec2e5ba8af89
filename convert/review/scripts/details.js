/* What is known of the block chosen, the facts, and the state of the page. */

const FACTS = ["title", "creator", "date", "source", "language"];
/** Kinds that an editor may choose. */
const kindsOffered = () => Object.keys(data.words.en.kinds).filter(kind => !["join", "keep"].includes(kind));

function drawKinds() {
  get("kind").replaceChildren(...kindsOffered().map(kind => make("option", { value: kind }, sayKind(kind))),
    make("option", { value: "keep" }, sayKind("keep")));
}

/** A term with what is said of it; nothing where nothing is. */
const tell = (name, ...said) => said.length ? [make("dt", {}, say(name)), ...said.map(one => make("dd", {}, one))] : [];

function drawDetails() {
  const row = current(), several = last() - first() + 1;
  for (const name of ["kind", "depth", "join", "split", "cut", "restore", "withdraw"]) get(name).disabled = !row;
  if (!row) {
    get("chosen").textContent = say("none");
    get("evidence").replaceChildren();
    return;
  }
  get("depth").disabled = row.kind !== "heading";
  get("split").disabled = chosen.place === null;
  get("withdraw").disabled = !rows.slice(first(), last() + 1).some(one => one.set);
  get("kind").value = row.kind;
  get("depth").value = row.depth || "";
  get("chosen").textContent = several > 1 ? `${nameKind(row)} × ${several}` : shorten(readSpans(row.at), 60);
  get("evidence").replaceChildren(...listEvidence(row));
}

const shorten = (given, most) => given.length > most ? `${given.slice(0, most)}…` : given;

function listEvidence(row) {
  const { place } = chosen, [start, end] = [row.at[0][0], row.at.at(-1)[1]];
  const around = place === null ? [] : [`…${squash(text.slice(Math.max(start, place - 12), place))}｜`
    + `${squash(text.slice(place, Math.min(end, place + 12)))}…`];
  const losers = row.losers.map(([kind, nats]) => say("worse", { kind: sayKind(kind), nats }));
  const remarks = data.remarks.filter(([, , , places]) => toSpans(places).some(([a, b]) => a < end && start < b))
    .map(([code, , message]) => `${code}: ${message}`);
  const rule = row.by ? [row.by, ...(data.reasons[row.by] ? [data.reasons[row.by]] : [])] : [];
  return [...tell("place", ...around), ...tell("rule", ...rule),
    ...(row.kind === "cut" || row.set ? [] : tell("certainty", sayShare(row.cert))),
    ...tell("losers", ...losers), ...tell("remarks", ...remarks)];
}

/** The facts: what a correction says, over what the reader found. */
function drawFacts() {
  get("facts").replaceChildren(...FACTS.map(name => {
    const field = make("input", { type: "text", name, placeholder: findFact(name) });
    field.addEventListener("change", () => {
      const parts = field.value.split(/[；;]/).map(part => part.trim()).filter(Boolean);
      changeFact(name, parts.length > 1 && name === "creator" ? parts : field.value.trim());
    });
    return make("label", {}, make("span", {}, data.words[language].stated[name]), " ", field);
  }));
  takeFacts(facts);
}

function findFact(name) {
  const kind = { title: "title", creator: "byline", date: "date" }[name];
  const row = rows.find(one => one.kind === kind);
  return data.facts.find(([own]) => own === name)?.[1] ?? (row ? readSpans(row.at) : "");
}

function takeFacts(fresh) {
  facts = fresh;
  for (const field of get("facts").querySelectorAll("input")) {
    if (field !== document.activeElement) field.value = [facts[field.name] ?? []].flat().join("；");
  }
  drawState();
}

function drawState() {
  const blocks = rows.filter(row => row.kind !== "cut");
  get("counts").textContent = say("counts", { blocks: sayCount(blocks.length), remarks: sayCount(data.remarks.length),
    doubtful: sayCount(blocks.filter(row => row.cert < data.doubt && !row.set).length),
    cuts: sayCount(rows.length - blocks.length) });
  const unsaved = countUnsaved();
  get("state").textContent = unsaved ? say("changed", { count: sayCount(unsaved) }) : say("unchanged");
  get("undo").disabled = !done.length;
  get("redo").disabled = !undone.length;
}

/** Says what was done, to those who see it and those who hear it. */
const announce = said => { if (said) get("status").textContent = said; };
