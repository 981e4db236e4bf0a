/** Starts the engine of a catalogue's page when somebody begins to type, and not before: most people come to read. */

import { byId } from "./dom.js";
import { start } from "./engine.js";
import { countRequests } from "./requests.js";

/**
 * @import { Engine } from "./engine.js"
 */

/** @type {Promise<Engine> | null} */
let engine = null;

/** The engine, once it answers; by then the page can open no connection any more. */
export function wake() {
  engine ??= begin();
  return engine;
}

async function begin() {
  const line = byId("engine", HTMLElement);
  const { runtime, page } = document.documentElement.dataset;
  line.textContent = "The engine is starting.";
  try {
    const ready = await start(String(runtime), String(page));
    line.textContent = "Ready.";
    document.documentElement.dataset.engine = "ready";
    countRequests(byId("requests", HTMLElement));
    ready.kept.then(() => (document.documentElement.dataset.kept = ""));
    return ready;
  } catch (error) {
    line.textContent = `The engine did not start: ${error instanceof Error ? error.message : "unknown"}.`;
    document.documentElement.dataset.engine = "failed";
    throw error;
  }
}

/**
 * Asks again and again, never twice at a time: what was typed meanwhile is asked next, and only that.
 * @template Answer
 * @param {() => Promise<Answer>} ask
 * @param {(answer: Answer) => void} show
 * @returns {() => Promise<void>}
 */
export function latest(ask, show) {
  let busy = false;
  let stale = false;
  return async () => {
    stale = true;
    if (busy) return;
    busy = true;
    try {
      while (stale) {
        stale = false;
        const answer = await ask();
        if (!stale) show(answer);
      }
    } finally {
      busy = false;
    }
  };
}
