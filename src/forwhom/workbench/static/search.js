/**
 * The search: an error with anybody's values in it leads to its page. The index that came with the page answers at once;
 * the engine, when it is there, tells who spoke and which values the message states. Nothing typed is sent anywhere.
 */

import { byId, make, visible } from "./dom.js";
import { nearest, read } from "./phrases.js";
import { latest, wake } from "./wake.js";

/**
 * @import { Hit, Index } from "./phrases.js"
 * @typedef {{ verifier: string, message: string, confidence: string, captured: { found: string[] | null, expected: string[] | null } }} Match
 */

const form = byId("search", HTMLFormElement);
const query = byId("query", HTMLTextAreaElement);
const results = byId("results", HTMLOListElement);
const count = byId("count", HTMLElement);
const root = document.documentElement.dataset.root ?? "";
const MOST = 12;
const FEW = 4;

/** @type {Promise<Index>} */
const index = fetch(String(form.dataset.index)).then((response) => response.json()).then(read);

const refresh = latest(async () => {
  const text = query.value.trim();
  return { text, hits: text ? nearest(await index, text) : [] };
}, ({ text, hits }) => {
  show(text, hits);
  form.dataset.looked = text;
  if (text) refine();
});

const refine = latest(async () => {
  const known = await index;
  const engine = await wake();
  const text = query.value.trim();
  /** @type {Match[]} */
  const matches = text ? (await engine.ask({ ask: "explain", text })).matches : [];
  return { text, hits: text ? merged(known, nearest(known, text), matches) : [] };
}, ({ text, hits }) => {
  show(text, hits);
  form.dataset.refined = text;
});

/**
 * What the engine recognised comes first, in its order; the rest stays as it was found.
 * @param {Index} known
 * @param {Hit[]} hits
 * @param {Match[]} matches
 * @returns {Hit[]}
 */
function merged(known, hits, matches) {
  /** @type {Map<string, Hit>} */
  const first = new Map();
  for (const match of matches) {
    const message = known.texts.get(match.message);
    if (!message) continue;
    const there = first.get(message.text);
    if (there) there.spoken?.push(match.verifier);
    else first.set(message.text, { message, entry: null, spoken: [match.verifier], captured: match.captured });
  }
  return [...first.values(), ...hits.filter(({ message }) => !message || !first.has(message.text))];
}

/**
 * @param {string} text
 * @param {Hit[]} hits
 */
function show(text, hits) {
  const shown = hits.slice(0, MOST);
  results.replaceChildren(...shown.map(item));
  if (!text) count.textContent = "";
  else if (!hits.length) count.textContent = "No text of the catalogue has these words. The workbench may still read something from them.";
  else count.textContent = `${hits.length === 1 ? "One match" : `${hits.length} matches`}${hits.length > MOST ? `, the best ${MOST} shown` : ""}.`;
}

/** @param {Hit} hit */
function item({ message, entry, spoken, captured }) {
  if (entry) {
    const link = make("a", { href: `${root}${entry.folder}/${entry.id}/` }, visible(entry.name));
    return make("li", {}, link, make("p", { class: "hint" }, entry.kind));
  }
  if (!message) return make("li", {});
  const verifiers = [...new Set([...(spoken ?? []), ...message.verifiers])];
  const links = verifiers.slice(0, FEW).flatMap((one, place) => [
    place ? ", " : "",
    make("a", { href: `${root}verifiers/${one}/#${message.slug}` }, message.names[one] ?? one),
  ]);
  const more = verifiers.length > FEW ? ` and ${verifiers.length - FEW} more` : "";
  const values = [
    captured?.found?.length ? `found ${captured.found.map((one) => JSON.stringify(one)).join(", ")}` : "",
    captured?.expected?.length ? `expected ${captured.expected.map((one) => JSON.stringify(one)).join(", ")}` : "",
  ].filter(Boolean);
  return make(
    "li",
    {},
    make("a", { href: `${root}messages/${message.slug}/`, class: "message" }, make("code", {}, visible(message.text))),
    values.length ? make("p", { class: "values" }, visible(values.join("; "))) : null,
    make("p", {}, make("span", { class: "tag" }, spoken ? "spoken by" : "printed by"), " ", ...links, more),
    message.codes.length
      ? make("p", {}, make("span", { class: "tag" }, "can mean"), " ", ...message.codes.flatMap((code, place) => [
          place ? ", " : "",
          make("a", { href: `${root}findings/${code}/` }, make("code", {}, code)),
        ]))
      : null,
  );
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  results.querySelector("a")?.click();
});
query.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});
query.addEventListener("input", refresh);

function restore() {
  const given = new URLSearchParams(location.hash.slice(1)).get("q");
  if (given === null) return;
  query.value = given;
  // What somebody looks for does not stay in the address.
  history.replaceState(null, "", location.pathname);
  refresh();
}

addEventListener("hashchange", restore);
restore();
// What was typed before this ran, or what the browser kept.
if (query.value) refresh();
