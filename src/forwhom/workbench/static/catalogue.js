/** The forms of the catalogue's pages: a pair of values before one verifier, the way of one provider, a message as seen. */

import { copyButton } from "./copy.js";
import { byId, make, visible } from "./dom.js";
import { latest, wake } from "./wake.js";

/**
 * @import { Fix, Prediction, Snippet } from "./answers.d.ts"
 * @typedef {Prediction & { told: string, found: import("./answers.d.ts").Json, snippet: Snippet }} Trial
 */

const tried = document.getElementById("try");
const routed = document.getElementById("route");
const seen = document.getElementById("seen");
if (tried instanceof HTMLFormElement) tryValues(tried);
if (routed instanceof HTMLFormElement) showRoute(routed);
if (seen instanceof HTMLFormElement) passOn(seen);

for (const pre of document.querySelectorAll("pre[data-language]:not([data-language=text])")) {
  const bar = make("div", { class: "bar" }, make("span", { class: "tag" }, pre.getAttribute("data-language") ?? ""));
  bar.append(copyButton("Copy", () => pre.textContent ?? ""));
  const box = make("div", { class: "snippet" });
  pre.replaceWith(box);
  box.append(bar, pre);
}

/** @param {HTMLFormElement} form */
function tryValues(form) {
  const expected = byId("expected", HTMLInputElement);
  const found = byId("found", HTMLTextAreaElement);
  const absent = byId("absent", HTMLInputElement);
  const outcome = byId("outcome", HTMLElement);
  const recipe = byId("recipe", HTMLElement);
  const open = byId("workbench", HTMLAnchorElement);
  const verifier = String(form.dataset.verifier);
  const audiences = () => expected.value.split(/\s+/).filter(Boolean);
  const ask = async () => {
    const engine = await wake();
    /** @type {Trial} */
    const answer = await engine.ask({ ask: "try", verifier, found: found.value, absent: absent.checked, audiences: audiences() });
    return answer;
  };
  const refresh = latest(ask, (answer) => {
    outcome.className = `outcome ${answer.outcome}`;
    outcome.replaceChildren(make("p", {}, visible(answer.told)));
    recipe.replaceChildren(make("h3", {}, "The setting, with your values"), snippet(answer.snippet));
    const given = new URLSearchParams({ text: absent.checked ? "{}" : JSON.stringify({ aud: answer.found }) });
    for (const one of audiences()) given.append("audience", one);
    if (!audiences().length) given.set("unset", "");
    given.set("verifier", verifier);
    open.hash = String(given);
    form.dataset.answered = String(Number(form.dataset.answered ?? 0) + 1);
  });
  absent.addEventListener("change", () => (found.disabled = absent.checked));
  alive(form, refresh);
}

/** @param {HTMLFormElement} form */
function showRoute(form) {
  const place = byId("fixes", HTMLElement);
  const value = (/** @type {string} */ id) => byId(id, HTMLInputElement).value.trim();
  const ask = async () => {
    const engine = await wake();
    const { provider } = form.dataset;
    const named = { audience: value("audience"), client_id: value("client_id"), issuer: value("issuer") };
    /** @type {Fix[]} */
    const fixes = await engine.ask({ ask: "route", provider, ...named });
    return fixes;
  };
  const refresh = latest(ask, (fixes) => {
    place.replaceChildren(
      ...fixes.map((fix) =>
        make(
          "div",
          { class: "fix" },
          make("p", {}, make("span", { class: "tag" }, fix.party.replace("-", " ")), " ", visible(fix.text)),
          fix.snippet ? snippet(fix.snippet) : null,
        ),
      ),
    );
    form.dataset.answered = String(Number(form.dataset.answered ?? 0) + 1);
  });
  alive(form, refresh);
}

/** @param {HTMLFormElement} form */
function passOn(form) {
  const text = byId("text", HTMLTextAreaElement);
  const open = byId("workbench", HTMLAnchorElement);
  form.addEventListener("submit", (event) => event.preventDefault());
  const refresh = () => (open.hash = String(new URLSearchParams({ text: text.value })));
  text.addEventListener("input", refresh);
  // What was typed before this ran, or what the browser kept.
  if (isChanged(text)) refresh();
}

/**
 * Answers as soon as somebody comes to the form, and again whenever they change something.
 * @param {HTMLFormElement} form
 * @param {() => Promise<void>} refresh
 */
function alive(form, refresh) {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", refresh);
  form.addEventListener("focusin", ({ target }) => target instanceof HTMLAnchorElement || refresh(), { once: true });
  // Whoever was there before this ran, or whose values the browser kept, has an answer coming as well.
  if (form.contains(document.activeElement) || [...form.elements].some(isChanged)) refresh();
}

/** @param {Element} field */
function isChanged(field) {
  if (field instanceof HTMLInputElement) return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
  return field instanceof HTMLTextAreaElement && field.value !== field.defaultValue;
}

/** @param {Snippet} one */
function snippet({ language, code }) {
  return make(
    "div",
    { class: "snippet" },
    make("div", { class: "bar" }, make("span", { class: "tag" }, language), copyButton("Copy", () => code)),
    make("pre", { tabindex: 0, role: "group", "aria-label": `${language} to paste` }, make("code", {}, visible(code))),
  );
}
