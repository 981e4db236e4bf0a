/** Tabs, as the ARIA Authoring Practices describe them: arrows move, one panel is shown. */

import { make } from "./dom.js";

let count = 0;

/**
 * @param {string} label what the tabs are about
 * @param {{ id: string, title: string, panel: Node[] }[]} entries
 * @param {string | null} chosen the id of the entry shown first
 * @param {(id: string) => void} choose told when another is shown
 */
export function tabs(label, entries, chosen, choose) {
  const set = `tabs-${(count += 1)}`;
  const buttons = entries.map(({ id, title }) =>
    make("button", { type: "button", role: "tab", id: `${set}-${id}`, "aria-controls": `${set}-${id}-panel` }, title),
  );
  const panels = entries.map(({ id, panel }) =>
    make("div", { role: "tabpanel", id: `${set}-${id}-panel`, "aria-labelledby": `${set}-${id}`, tabindex: 0 }, ...panel),
  );
  /** @param {number} place */
  const show = (place) => {
    buttons.forEach((button, at) => {
      button.setAttribute("aria-selected", String(at === place));
      button.tabIndex = at === place ? 0 : -1;
      panels[at].hidden = at !== place;
    });
    choose(entries[place].id);
  };
  buttons.forEach((button, at) => {
    button.addEventListener("click", () => show(at));
    button.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -at, End: buttons.length - 1 - at }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const next = (at + step + buttons.length) % buttons.length;
      show(next);
      buttons[next].focus();
    });
  });
  show(Math.max(0, entries.findIndex(({ id }) => id === chosen)));
  return make("div", { class: "tabs" }, make("div", { role: "tablist", "aria-label": label }, ...buttons), ...panels);
}
