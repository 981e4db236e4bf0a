/** The workbench: reads the box while somebody types, shows the token at once and the diagnosis as soon as it is there. */

import { byId, make } from "./dom.js";
import { start } from "./engine.js";
import { examples } from "./examples.js";
import { answer, beginAnew } from "./findings.js";
import { handed } from "./handed.js";
import { more } from "./more.js";
import { preview } from "./preview.js";
import { countRequests } from "./requests.js";
import { state } from "./settings.js";
import { panel, shownOf } from "./token-panel.js";
import { verify } from "./signature.js";

/**
 * @import { Asked, Names, Reading } from "./answers.d.ts"
 * @import { Engine } from "./engine.js"
 * @import { Shown } from "./token-panel.js"
 */

const box = byId("box", HTMLTextAreaElement);
const place = byId("token", HTMLElement);
const found = byId("findings", HTMLElement);
const welcome = byId("welcome", HTMLElement);
const told = byId("told", HTMLElement);
const engineLine = byId("engine", HTMLElement);
const settings = state();
const further = more();

/** @type {Engine | null} */
let engine = null;
/** The reading that runs, and whether the box changed meanwhile. */
let busy = false;
let stale = false;
let shown = "";
let example = 0;
/** How often the box has been read. */
let reads = 0;

const now = () => Math.floor(Date.now() / 1000);

/** @param {Shown | null} token */
function showToken(token) {
  const text = JSON.stringify(token, (_, value) => (typeof value === "bigint" ? String(value) : value));
  if (text === shown) return;
  shown = text;
  place.hidden = !token;
  place.replaceChildren(...(token ? panel(token, now()) : []));
}

function changed() {
  const first = preview(box.value);
  if (first && !engine) showToken(first);
  else if (!box.value.trim()) showToken(null);
  read();
}

async function read() {
  if (!engine) return;
  if (busy) {
    stale = true;
    return;
  }
  busy = true;
  try {
    do {
      stale = false;
      const asked = settings.asked(box.value, now());
      if (asked.text.trim() || asked.verifier) await show(engine, asked);
      else nothing();
      reads += 1;
      document.documentElement.dataset.read = String(reads);
    } while (stale);
  } catch (error) {
    engineLine.textContent = `A defect of forwhom: ${error instanceof Error ? error.message : "unknown"}. Nothing was sent anywhere.`;
  } finally {
    busy = false;
  }
}

/**
 * @param {Engine} engine
 * @param {Asked} asked
 */
async function show(engine, asked) {
  /** @type {Reading} */
  let reading = await engine.ask({ ask: "read", ...asked });
  let signature = "";
  if (settings.key() && reading.compact) {
    const checked = await verify(reading.compact, settings.key());
    signature = checked.told;
    if (checked.valid !== null) {
      asked = { ...asked, signature_valid: checked.valid };
      reading = await engine.ask({ ask: "read", ...asked });
    }
  }
  showToken(reading.token && reading.token.form !== "empty" ? { ...shownOf(reading.token), signature } : null);
  welcome.hidden = true;
  found.replaceChildren(...answer(reading));
  further.show(engine, asked, reading);
  announce(reading);
}

function nothing() {
  showToken(null);
  found.replaceChildren();
  further.hide();
  welcome.hidden = false;
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let later;

/**
 * What a screen reader says once the typing pauses.
 * @param {Reading} reading
 */
function announce(reading) {
  clearTimeout(later);
  const [cause] = reading.diagnosis.findings;
  later = setTimeout(() => {
    told.textContent = cause ? `${cause.severity}: ${cause.title}` : reading.verdict;
  }, 700);
}

/** @param {Names} names */
function offer(names) {
  byId("verifiers", HTMLDataListElement).replaceChildren(...names.verifiers.map(({ id, name }) => make("option", { value: id }, name)));
  byId("providers", HTMLDataListElement).replaceChildren(...names.providers.map(({ id, name }) => make("option", { value: id }, name)));
}

/** Once the browser has shown the page: the engine takes the processor for a while. A page in the background need not wait. */
function painted() {
  return document.hidden
    ? Promise.resolve()
    : new Promise((done) => {
        requestAnimationFrame(() => setTimeout(done));
      });
}

/** @param {Engine} ready */
function begin(ready) {
  engine = ready;
  // Whoever opens the developer tools may ask the engine as the page does.
  Object.assign(globalThis, { forwhom: { ask: ready.ask, preview } });
  offer(ready.names);
  further.offer(ready.names);
  engineLine.textContent = "Ready.";
  document.documentElement.dataset.engine = "ready";
  performance.mark("engine-ready");
  countRequests(byId("requests", HTMLElement));
  read();
  ready.kept.then(() => {
    engineLine.textContent = "Ready, also without a network.";
    document.documentElement.dataset.kept = "";
  });
}

/** @param {Error} error */
function failed(error) {
  engineLine.textContent = `The engine did not start: ${error.message}. The token is still decoded here.`;
  document.documentElement.dataset.engine = "failed";
}

box.addEventListener("input", changed);
settings.onChange(read);
byId("example", HTMLButtonElement).addEventListener("click", () => {
  const all = examples(now());
  box.value = all[example % all.length];
  example += 1;
  changed();
});
byId("clear", HTMLButtonElement).addEventListener("click", () => {
  box.value = "";
  settings.clear();
  beginAnew();
  changed();
  box.focus();
});

settings.restore(box);
changed();
handed((text) => {
  box.value = text;
  changed();
});
const { runtime, page } = document.documentElement.dataset;
painted()
  .then(() => start(String(runtime), String(page)))
  .then(begin, failed);
