/** Below the answer: any verifier's prediction, who would accept this pair, and the report to share. */

import { copyButton } from "./copy.js";
import { byId, make, visible } from "./dom.js";

/**
 * @import { Asked, Names, Prediction, Reading } from "./answers.d.ts"
 * @import { Engine } from "./engine.js"
 */

export function more() {
  const choice = make("select", { id: "other" });
  const predicted = make("p", { class: "predicted", "aria-live": "polite" });
  const table = make("div", {});
  const matrix = make("details", { class: "brief" }, make("summary", {}, "Which verifiers would accept this pair"), table);
  const withToken = make("input", { type: "checkbox", id: "with-token" });
  /** @type {{ engine: Engine, asked: Asked } | null} */
  let current = null;

  const ask = async (/** @type {object} */ question) => (current ? current.engine.ask({ ...current.asked, ...question }) : null);
  const share = make(
    "section",
    { class: "group share" },
    make("h3", {}, "Share"),
    make("p", { class: "hint" }, "The signature and every claim about a person are removed; what decides is kept."),
    make(
      "div",
      { class: "row" },
      copyButton("Copy report as text", async () => (await ask({ ask: "report" })).text),
      copyButton("Copy report as Markdown", async () => (await ask({ ask: "report" })).markdown),
      copyButton("Copy link", async () => link(current, withToken.checked, (await ask({ ask: "share" })).text)),
      printButton(),
    ),
    make("p", { class: "check" }, withToken, make("label", { for: "with-token" }, "Put the token itself into the link")),
  );
  const section = make(
    "div",
    { id: "further", hidden: true },
    make("section", { class: "group" }, make("h3", {}, make("label", { for: "other" }, "What another verifier would do")), choice, predicted, matrix),
    share,
  );
  byId("answer", HTMLElement).append(section);

  const predict = async () => {
    predicted.textContent = choice.value ? visible((await ask({ ask: "predict", other: choice.value })).text) : "";
  };
  const compare = async () => {
    if (matrix.open) table.replaceChildren(...rows((await ask({ ask: "matrix" })).predictions));
  };
  choice.addEventListener("change", predict);
  matrix.addEventListener("toggle", compare);

  return {
    /** @param {Names} names */
    offer(names) {
      const options = names.verifiers.map(({ id, name }) => make("option", { value: id }, name));
      choice.replaceChildren(make("option", { value: "" }, "Choose a verifier"), ...options);
    },

    /**
     * @param {Engine} engine
     * @param {Asked} asked
     * @param {Reading} _reading
     */
    show(engine, asked, _reading) {
      current = { engine, asked };
      section.hidden = false;
      if (choice.value) predict();
      compare();
    },

    hide() {
      current = null;
      section.hidden = true;
    },
  };
}

function printButton() {
  const button = make("button", { type: "button" }, "Print");
  button.addEventListener("click", () => window.print());
  return button;
}

/**
 * @param {Prediction[] | null} predictions
 * @returns {Node[]}
 */
function rows(predictions) {
  if (!predictions) return [make("p", { class: "hint" }, "That needs an audience found and one expected.")];
  const accept = predictions.filter((one) => one.outcome === "accepted");
  const refuse = predictions.filter((one) => one.outcome !== "accepted");
  return [
    make("p", { class: "hint" }, `${accept.length} accept, ${refuse.length} refuse, given that everything but the audience is in order.`),
    ...[...accept, ...refuse].map((one) =>
      make(
        "p",
        { class: `verdict ${one.outcome}` },
        make("span", { class: "mark", "aria-hidden": "true" }, one.outcome === "accepted" ? "\u2713" : "\u2717"),
        make("strong", {}, one.name ?? one.verifier),
        make("span", { class: "word" }, one.outcome === "accepted" ? " accepts" : " refuses"),
        one.message ? make("span", { class: "note" }, ` ${one.status ?? ""} ${visible(one.message)}`) : null,
      ),
    ),
  ];
}

/**
 * @param {{ asked: Asked } | null} current
 * @param {boolean} whole whether the text goes in as it is, token and all
 * @param {string} redacted
 */
function link(current, whole, redacted) {
  const given = new URLSearchParams();
  if (!current) return location.href;
  const { asked } = current;
  given.set("text", whole ? asked.text : redacted);
  for (const audience of asked.audiences ?? []) given.append("audience", audience);
  if (asked.audiences?.length === 0) given.set("unset", "");
  if (asked.verifier) given.set("verifier", asked.verifier);
  if (asked.provider) given.set("provider", asked.provider);
  return `${location.origin}${location.pathname}#${given}`;
}
