/** One token that came: asked for beside granted, its checks, why, and what the verifier of the API would say. */

import { answer } from "./findings.js";
import { make, visible } from "./dom.js";
import { check } from "./oidc-check.js";
import { panel, shownOf } from "./token-panel.js";

/**
 * @import { Granted, TokenReading } from "./oidc.d.ts"
 */

/** @type {Record<string, string>} */
const NAMES = { access_token: "Access token", id_token: "ID Token", refresh_token: "Refresh token" };
/** @type {Record<string, [string, string]>} */
const MATCHES = {
  "as-asked": ["good", "as asked"],
  "more-than-asked": ["warning", "more than was asked for"],
  "other-than-asked": ["error", "not what was asked for"],
  "not-asked": ["warning", "none was asked for by name"],
  absent: ["error", "no audience"],
  opaque: ["warning", "opaque"],
};

/**
 * @param {Granted} granted
 * @param {TokenReading} reading
 * @param {(number: number) => void} open shows the token in the decoder
 */
export function tokenCard(granted, reading, open) {
  const name = NAMES[granted.kind] ?? granted.kind;
  const [tone, word] = MATCHES[granted.match] ?? ["note", granted.match];
  const isRefresh = granted.kind === "refresh_token";
  const button = make("button", { type: "button", class: "open" }, "Open in the decoder");
  button.addEventListener("click", () => open(reading.number));
  return make(
    "article",
    { class: "granted", "data-kind": granted.kind, "data-match": granted.match, "aria-label": name },
    make("h3", {}, name, isRefresh ? null : make("span", { class: `badge ${tone}` }, ` ${word}`)),
    isRefresh
      ? null
      : make(
          "dl",
          { class: "beside" },
          make("dt", {}, "asked for"),
          make("dd", {}, make("code", {}, visible(granted.kind === "id_token" ? "the client id, as every ID Token" : reading.asked))),
          make("dt", {}, "granted"),
          make("dd", {}, make("code", {}, visible(reading.granted))),
        ),
    make("ul", { class: "checks said" }, ...granted.checks.map(check)),
    lines("Why", granted.why),
    lines("What changes it", granted.change),
    isRefresh ? null : make("details", {}, make("summary", {}, "Decoded"), make("div", { class: "token" }, ...decoded(granted, reading))),
    diagnosis(granted, reading),
    isRefresh ? null : make("p", { class: "row" }, button),
  );
}

/**
 * @param {Granted} granted
 * @param {TokenReading} reading
 */
function decoded({ signature_verified }, { token }) {
  const signature = { true: "Verified with a key of the issuer.", false: "It is not one of a key of the issuer.", null: "" }[`${signature_verified}`];
  return panel({ ...shownOf(token), signature }, Math.floor(Date.now() / 1000)).map(lower);
}

/**
 * The whole diagnosis of an access token; of an ID Token, what would become of it at the API.
 * @param {Granted} granted
 * @param {TokenReading} told
 */
function diagnosis(granted, told) {
  const { reading } = told;
  if (!reading) return null;
  const isAccess = granted.kind === "access_token";
  const wrong = reading.diagnosis.findings.some(({ severity }) => severity === "error");
  const word = wrong ? "refused" : "nothing wrong";
  const title = isAccess ? "Before the API" : "Sent to the API in place of the access token";
  return make(
    "details",
    { class: "diagnosis", open: isAccess && wrong },
    make("summary", {}, title, make("span", { class: `badge ${wrong ? (isAccess ? "error" : "note") : "good"}` }, ` ${word}`)),
    make("div", { class: "inside" }, ...answer(reading).map(lower)),
  );
}

/**
 * The same with its headings below those of a token.
 * @template {Node} Kind
 * @param {Kind} node
 * @returns {Node}
 */
function lower(node) {
  if (!(node instanceof HTMLElement)) return node;
  for (const heading of [...node.querySelectorAll("h2, h3")]) heading.replaceWith(lowered(heading));
  return node.matches("h2, h3") ? lowered(node) : node;
}

/** @param {Element} heading */
function lowered(heading) {
  const lower = make("h4", {});
  lower.className = `${heading.className} ${heading.localName}`.trim();
  lower.append(...heading.childNodes);
  return lower;
}

/**
 * @param {string} title
 * @param {string[]} texts
 */
function lines(title, texts) {
  if (!texts.length) return null;
  return make("div", { class: "lines" }, make("h4", {}, title), make("ul", { class: "plain" }, ...texts.map((text) => make("li", {}, visible(text)))));
}
