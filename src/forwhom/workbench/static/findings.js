/** The answer: the cause with its values and fixes, what else was found, the checklist, what comes next. */

import { compare } from "./compare.js";
import { copyButton } from "./copy.js";
import { make, visible } from "./dom.js";
import { tabs } from "./tabs.js";

/**
 * @import { CheckLine, Confidence, Finding, Fix, Party, Reading } from "./answers.d.ts"
 */

/** @type {Record<Party, string>} */
const PARTIES = {
  "resource-server": "Resource server",
  client: "Client",
  "authorization-server": "Authorization server",
};
/** @type {Record<Confidence, string>} */
const SURE = { certain: "", likely: "likely", possible: "possible" };
/** @type {Record<CheckLine["outcome"], [string, string]>} */
const OUTCOMES = {
  passed: ["\u2713", "passed"],
  failed: ["\u2717", "failed"],
  "not-checked": ["\u2013", "not checked"],
  unknown: ["\u00b7", "not known"],
};
const MAX_FIXES = 6;
/** The party whose tab was chosen last stays chosen while somebody types. @type {string | null} */
let party = null;

/** Whoever begins anew sees the first tab. */
export function beginAnew() {
  party = null;
}

/**
 * @param {Reading} reading
 * @returns {Node[]}
 */
export function answer(reading) {
  const { findings, checklist, assumed, next_steps, notes } = reading.diagnosis;
  const causes = findings.filter((finding) => finding.severity !== "note");
  const [cause, ...others] = causes;
  const remarks = findings.filter((finding) => finding.severity === "note");
  /** @type {(Node | null)[]} */
  const parts = [recognised(reading)];
  if (cause) parts.push(whole(cause, reading));
  else parts.push(make("div", { class: "finding calm" }, make("h2", {}, reading.verdict || "Nothing wrong was found.")));
  if (reading.diagnosis.fixes.length) parts.push(fixes(reading.diagnosis.fixes));
  if (reading.predicted) parts.push(make("p", { class: "predicted" }, visible(reading.predicted)));
  parts.push(others.length ? section("It may also be", ...others.map((one) => brief(one, reading))) : null);
  parts.push(remarks.length ? section("Noticed as well", ...remarks.map((one) => brief(one, reading))) : null);
  const order = reading.verifier ? `Checklist, in the order of ${reading.verifier.name}` : "Checklist";
  parts.push(section(order, make("ol", { class: "checks" }, ...checklist.map(check))));
  parts.push(list("To look at next", next_steps), list("Taken for granted", assumed), list("Noticed while reading", notes));
  return parts.filter((part) => part !== null);
}

/** @param {Reading} reading */
function recognised(reading) {
  const { verifiers, provider } = reading.diagnosis;
  const chips = [];
  if (reading.verifier) chips.push(chip("Verifier", `verifiers/${reading.verifier.id}/`, reading.verifier.name, verifiers[0]?.confidence));
  if (reading.provider) chips.push(chip("Provider", `providers/${reading.provider.id}/`, reading.provider.name, provider?.confidence));
  if (!chips.length && !reading.speaker) return null;
  return make(
    "div",
    { class: "recognised" },
    chips.length ? make("ul", { class: "chips" }, ...chips) : null,
    reading.speaker ? make("p", {}, visible(reading.speaker)) : null,
    // The message without its token; behind the #, which no server is told.
    reading.message ? make("p", {}, page(`search/#${new URLSearchParams({ q: reading.message })}`, "Search the catalogue for this message")) : null,
  );
}

/**
 * @param {string} label
 * @param {string} path
 * @param {string} name
 * @param {Confidence | undefined} confidence
 */
function chip(label, path, name, confidence) {
  const sure = confidence ? SURE[confidence] : "";
  return make("li", {}, make("span", { class: "tag" }, label), " ", make("strong", {}, page(path, name)), sure ? make("span", { class: "sure" }, ` ${sure}`) : null);
}

/**
 * @param {Finding} finding
 * @param {Reading} reading
 */
function whole(finding, reading) {
  return make(
    "article",
    { class: `finding ${finding.severity}`, "data-code": finding.code },
    make("p", { class: "code" }, badge(finding), " ", page(`findings/${finding.code}/`, make("code", {}, finding.code))),
    make("h2", {}, visible(finding.title)),
    compare(finding, reading.found === null),
    make("p", { class: "because" }, make("span", { class: "tag" }, "because"), " ", visible(finding.because)),
    make("p", { class: "see" }, finding.references.join("; ")),
  );
}

/**
 * A link to a page of the catalogue, in a window of its own: what stands in the box stays there.
 * @param {string} path
 * @param {Node | string} label
 */
export function page(path, label) {
  return make("a", { href: `${document.documentElement.dataset.root}${path}`, target: "_blank", rel: "noopener" }, label);
}

/** @param {Finding} finding */
function badge(finding) {
  const sure = SURE[finding.confidence];
  return make("span", { class: `badge ${finding.severity}` }, sure ? `${finding.severity}, ${sure}` : finding.severity);
}

/**
 * @param {Finding} finding
 * @param {Reading} reading
 */
function brief(finding, reading) {
  return make(
    "details",
    { class: "brief", "data-code": finding.code },
    make("summary", {}, badge(finding), " ", make("span", {}, visible(finding.title))),
    compare(finding, reading.found === null),
    make("p", {}, visible(finding.because)),
    make("ul", {}, ...finding.fixes.map((fix) => make("li", {}, `${PARTIES[fix.party]}: ${visible(fix.text)}`))),
    make("p", { class: "see" }, page(`findings/${finding.code}/`, make("code", {}, finding.code)), " ", finding.references.join("; ")),
  );
}

/** @param {Fix[]} all */
function fixes(all) {
  const parties = /** @type {Party[]} */ ([...new Set(all.slice(0, MAX_FIXES).map((fix) => fix.party))]);
  const entries = parties.map((id) => ({
    id,
    title: PARTIES[id],
    panel: all.slice(0, MAX_FIXES).filter((fix) => fix.party === id).map(fixed),
  }));
  return section("Who changes what", tabs("Who changes what", entries, party, (id) => (party = id)));
}

/** @param {Fix} fix */
function fixed(fix) {
  const { snippet } = fix;
  return make(
    "div",
    { class: "fix" },
    make("p", {}, visible(fix.text)),
    snippet
      ? make(
          "div",
          { class: "snippet" },
          make("div", { class: "bar" }, make("span", { class: "tag" }, snippet.language), copyButton("Copy", () => snippet.code)),
          make("pre", { tabindex: 0, role: "group", "aria-label": `${snippet.language} to paste` }, make("code", {}, visible(snippet.code))),
        )
      : null,
  );
}

/** @param {CheckLine} line */
function check(line) {
  const [mark, word] = OUTCOMES[line.outcome];
  const told = line.outcome === "failed" ? (line.finding ?? line.note) : line.note;
  return make(
    "li",
    { class: line.outcome },
    make("span", { class: "mark", "aria-hidden": "true" }, mark),
    make("span", { class: "what" }, line.check),
    make("span", { class: "word" }, word),
    told ? make("span", { class: "note" }, visible(told)) : null,
  );
}

/**
 * @param {string} title
 * @param {...(Node | null)} children
 */
function section(title, ...children) {
  return make("section", { class: "group" }, make("h3", {}, title), ...children);
}

/**
 * @param {string} title
 * @param {string[]} lines
 */
function list(title, lines) {
  return lines.length ? section(title, make("ul", { class: "plain" }, ...lines.map((line) => make("li", {}, visible(line))))) : null;
}
