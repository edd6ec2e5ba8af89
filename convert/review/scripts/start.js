/* Saving, and the beginning. */

/** Keeps the corrections: with a server beside the source, and all is read anew; else as a download. */
function save() {
  if (data.save) {
    send();
    return "";
  }
  const file = `${data.name}.huozi.toml`;
  const link = make("a", { href: URL.createObjectURL(new Blob([printCorrections()], { type: "application/toml" })),
    download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  saved = done.length;
  drawState();
  return say("done-download", { file });
}

async function send() {
  const sent = printCorrections();
  get("save").disabled = true;
  try {
    const answer = await fetch(data.save, { method: "POST", body: sent, headers: { "Content-Type": "application/toml" } });
    const given = await answer.json();
    if (!answer.ok) return announce(say("failed", { why: given.message }));
    const place = current()?.at[0][0] ?? 0;
    Object.assign(data, given);
    show(place);
    announce(say("done-save", { file: given.file }));
  } catch {
    announce(say("offline"));
  } finally {
    get("save").disabled = false;
  }
}

/** Shows the sheet at hand, and in it the row at a place. */
function show(place) {
  setSheet(data);
  drawSource();
  drawStructure();
  drawAgain();
  later(lightAll);
  choose(Math.max(0, rows.indexOf(findRow(place))));
}

/** Draws what has words in it, but not the rows, which do so themselves. */
function drawAgain() {
  get("save").textContent = say(data.save ? "save" : "download");
  drawKinds();
  drawKeys();
  drawFacts();
  drawState();
  drawChecks();
}

get("name").textContent = data.name;
if (data.home) Object.assign(get("index"), { href: data.home, hidden: false });
dress();
show(0);
bindKeys();
offerLanguages(() => {
  rows.forEach(fillRow);
  drawAgain();
  drawDetails();
});
addEventListener("beforeunload", event => { if (countUnsaved()) event.preventDefault(); });
