/* The data of the page, and the words of its interface in the language of whoever reads it. */

const data = JSON.parse(document.getElementById("data").textContent);
/** What can wait until the browser has nothing else to do, and what need not be done after all. */
const later = globalThis.requestIdleCallback ?? setTimeout, never = globalThis.cancelIdleCallback ?? clearTimeout;
const get = id => document.getElementById(id);

/** The language that was chosen before, else that of the browser. */
function findLanguage() {
  let chosen = null;
  try { chosen = localStorage.getItem("huozi-language"); } catch { /* a page without storage asks the browser */ }
  return chosen in data.words ? chosen : /^zh\b/i.test(navigator.language) ? "zh" : "en";
}

let language = findLanguage();

/** A word of the interface, what is named in braces filled in. */
const say = (name, values = {}) => data.words[language][name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
const sayKind = kind => data.words[language].kinds[kind] ?? kind;
const sayShare = share => new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 }).format(share);
const sayCount = count => new Intl.NumberFormat(language).format(count);

/** An element with attributes and children; a child that is a string is text. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Puts the words into all that says which it wants. */
function dress() {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  get("language").lang = language === "zh" ? "en" : "zh-Hans";
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll("[data-say-label]")) {
    element.setAttribute("aria-label", say(element.dataset.sayLabel));
  }
}

/** Changes the language for this page and the next; `redraw` puts right what is not dressed. */
function offerLanguages(redraw) {
  get("language").addEventListener("click", () => {
    language = language === "zh" ? "en" : "zh";
    try { localStorage.setItem("huozi-language", language); } catch { /* the next page asks the browser again */ }
    dress();
    redraw();
  });
}
