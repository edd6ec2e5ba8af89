/* Finds words in the texts of the site: every block that holds all of them, in the order of the book.
   The texts are fetched when somebody looks for something first. "/" goes to the field, Escape empties it, arrows go
   through what was found. */
"use strict";
(() => {
  const MOST = 200, AROUND = 30;
  const form = document.querySelector("form[role=search]");
  const field = form.elements.words;
  const told = document.getElementById("told");
  const found = document.getElementById("found");
  let folded = null, wanted = false;

  /* Full-width letters and digits as narrow ones, in lower case; no character moves. */
  const fold = text => {
    const narrow = text.replace(/[\uff01-\uff5e]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
    const lower = narrow.toLowerCase();
    return lower.length === narrow.length ? lower : narrow;
  };

  const fetchTexts = () => {
    if (wanted) return;
    wanted = true;
    const script = document.createElement("script");
    script.src = "texts.js";
    script.onload = () => {
      folded = TEXTS.map(([, , blocks]) => blocks.map(([, text]) => fold(text)));
      search();
    };
    document.head.append(script);
  };

  const add = (parent, tag, text) => {
    const element = document.createElement(tag);
    element.textContent = text;
    parent.append(element);
    return element;
  };

  /* The text around the first word, all words in it marked. */
  const quote = (parent, text, words) => {
    const whole = fold(text);
    const first = Math.min(...words.map(word => whole.indexOf(word)));
    const start = Math.max(0, first - AROUND), end = Math.min(text.length, first + 3 * AROUND);
    if (start) parent.append("…");
    for (let at = start; at < end;) {
      const next = words.map(word => [whole.indexOf(word, at), word.length])
        .filter(([place, length]) => place >= 0 && place + length <= end)
        .sort(([a, long], [b, longer]) => a - b || longer - long)[0];
      parent.append(text.slice(at, next ? next[0] : end));
      at = next ? next[0] + next[1] : end;
      if (next) add(parent, "mark", text.slice(next[0], at));
    }
    if (end < text.length) parent.append("…");
  };

  const show = (page, [anchor, text], words) => {
    const [href, title] = TEXTS[page];
    const item = document.createElement("li");
    const link = add(item, "a", title);
    link.href = `${href}#${anchor}:~:text=${encodeURIComponent(words[0]).replaceAll("-", "%2D")}`;
    quote(add(item, "p", ""), text, words);
    found.append(item);
  };

  const search = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    found.replaceChildren();
    told.textContent = "";
    if (!words.length || !folded) return;
    let count = 0;
    folded.forEach((blocks, page) => blocks.forEach((text, number) => {
      if (words.every(word => text.includes(word)) && count++ < MOST) show(page, TEXTS[page][2][number], words);
    }));
    told.textContent = count ? form.dataset.found.replace("{}", count) : form.dataset.nothing;
  };

  const walk = step => {
    const stops = [field, ...found.querySelectorAll("a")];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (next) next.focus();
    return Boolean(next);
  };

  form.hidden = false;
  field.addEventListener("focus", fetchTexts);
  field.addEventListener("input", search);
  form.addEventListener("submit", event => { event.preventDefault(); fetchTexts(); search(); });
  document.addEventListener("keydown", event => {
    const inside = form.contains(document.activeElement) || found.contains(document.activeElement);
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "/" && document.activeElement !== field) field.focus();
    else if (event.key === "Escape" && inside) { field.value = ""; search(); field.focus(); }
    else if (event.key === "ArrowDown" && inside) { if (!walk(1)) return; }
    else if (event.key === "ArrowUp" && inside) { if (!walk(-1)) return; }
    else return;
    event.preventDefault();
  });
  if (document.activeElement === field || field.value) fetchTexts();
})();
