/** A step of the walk: what was sent and came back, what was checked, which tokens came. */

import { make, visible } from "./dom.js";
import { page } from "./findings.js";
import { check } from "./oidc-check.js";
import { tokenCard } from "./oidc-token.js";
import { clean } from "./token-panel.js";

/**
 * @import { Pairs, ServerError, Step } from "./oidc.d.ts"
 */

/** Steps that are read, not only looked up. */
const OPEN = new Set(["provider", "callback", "audience"]);
const MAX_BODY = 20000;
/** The label of the fact that names the provider's entry. */
const ENTRY = "entry of the catalogue";
/** A message may stand for many findings; the first of them are the likely ones. */
const MAX_CODES = 3;
/** @type {Record<string, string>} */
const PARTIES = { client: "at the client", "resource-server": "at the resource server", "authorization-server": "at the authorization server" };

/**
 * @param {Step} step
 * @param {(number: number) => void} open shows the token of this number in the decoder
 */
export function stepItem(step, open) {
  const outcome = step.failed ? "failed" : step.checks.some((one) => one.outcome === "warning") ? "warned" : "passed";
  const word = { failed: "failed", warned: "works, with warnings", passed: "in order" }[outcome];
  const time = step.milliseconds === null ? "" : `${Math.round(step.milliseconds)} ms`;
  return make(
    "li",
    { class: `step ${outcome}`, "data-step": step.name },
    make(
      "details",
      { open: step.failed || step.tokens.length > 0 || OPEN.has(step.name) },
      make(
        "summary",
        {},
        make("span", { class: "mark", "aria-hidden": "true" }, { failed: "\u2717", warned: "!", passed: "\u2713" }[outcome]),
        make("span", { class: "title" }, visible(step.title)),
        make("span", { class: "unseen" }, `, ${word}`),
        make("span", { class: "time" }, time),
      ),
      make(
        "div",
        { class: "inside" },
        sent(step),
        back(step),
        facts(step.facts),
        step.checks.length ? make("ul", { class: "checks said" }, ...step.checks.map(check)) : null,
        step.error ? trouble(step.error) : null,
        ...step.tokens.map((token, place) => tokenCard(token, step.readings[place], open)),
      ),
    ),
  );
}

/** @param {Step} step */
function sent({ request }) {
  if (!request) return null;
  const [address, query] = split(request.url);
  const pairs = /** @type {Pairs} */ ([...query, ...(request.form ?? [])]);
  const by = request.named_by === "user" ? "an address that you named" : "named by the metadata";
  return make(
    "div",
    { class: "wire" },
    make("p", {}, make("span", { class: "tag" }, "sent"), " ", make("code", {}, `${request.method} ${visible(address)}`), " ", make("span", { class: "sure" }, by)),
    table(pairs),
    folded("Headers", request.headers),
  );
}

/** @param {Step} step */
function back({ response, failure }) {
  if (failure) return make("p", { class: "wire" }, make("span", { class: "tag" }, "came back"), ` nothing (${failure.trouble})`);
  if (!response) return null;
  const body = typeof response.body === "string" ? response.body : JSON.stringify(response.body, big, 2);
  return make(
    "div",
    { class: "wire" },
    make("p", {}, make("span", { class: "tag" }, "came back"), " ", make("code", {}, `status ${response.status}`), make("span", { class: "sure" }, ` from ${response.address}`)),
    folded("Headers", response.headers),
    body ? make("details", {}, make("summary", {}, "Body"), make("pre", { tabindex: 0, role: "group", "aria-label": "Body" }, visible(body.slice(0, MAX_BODY)))) : null,
  );
}

/**
 * @param {string} _name
 * @param {any} value
 */
function big(_name, value) {
  return typeof value === "bigint" ? String(value) : value;
}

/**
 * The address without its query, and the query.
 * @param {string} url
 * @returns {[string, Pairs]}
 */
function split(url) {
  const place = url.indexOf("?");
  if (place < 0) return [url, []];
  return [url.slice(0, place), [...new URLSearchParams(url.slice(place + 1))]];
}

/**
 * @param {string} title
 * @param {Pairs} pairs
 */
function folded(title, pairs) {
  return pairs.length ? make("details", {}, make("summary", {}, title), table(pairs)) : null;
}

/** @param {Pairs} pairs */
function table(pairs) {
  if (!pairs.length) return null;
  return make("dl", { class: "pairs" }, ...pairs.flatMap(([name, value]) => [make("dt", {}, visible(name)), make("dd", {}, clean(value))]));
}

/** @param {Pairs} pairs */
function facts(pairs) {
  if (!pairs.length) return null;
  return make(
    "dl",
    { class: "pairs facts" },
    ...pairs.flatMap(([name, value]) => [make("dt", {}, visible(name)), make("dd", {}, name === ENTRY ? page(`providers/${value}/`, value) : clean(value))]),
  );
}

/** @param {ServerError} error */
function trouble(error) {
  return make(
    "div",
    { class: "finding error", "data-error": error.name },
    make("p", { class: "code" }, make("span", { class: "badge error" }, "error"), " ", make("code", {}, visible(error.name)), error.status ? ` status ${error.status}` : null),
    error.description ? make("p", {}, visible(error.description)) : null,
    make("p", { class: "because" }, visible(error.meaning)),
    error.fixes.length ? make("ul", { class: "plain" }, ...error.fixes.map((fix) => make("li", {}, `${PARTIES[fix.party]}: ${visible(fix.text)}`))) : null,
    error.speaker && error.matches[0] ? make("p", { class: "see" }, "A message of ", page(`verifiers/${error.matches[0].verifier}/`, visible(error.speaker))) : null,
    error.codes.length ? make("p", { class: "see" }, "See ", ...error.codes.slice(0, MAX_CODES).flatMap((code, place) => [place ? ", " : "", page(`findings/${code}/`, code)])) : null,
    error.reference ? make("p", { class: "see" }, error.reference) : null,
  );
}
