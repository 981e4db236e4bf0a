/** Asks the local server, and nobody else. */

import { parse } from "./json.js";

/** @param {string} key */
export function talk(key) {
  const root = document.documentElement.dataset.root ?? "../";
  /**
   * @param {string} question
   * @param {object} members
   * @param {boolean} [last] whether the page is about to close
   * @returns {Promise<any>}
   */
  return async (question, members, last = false) => {
    /** @type {Response} */
    let response;
    try {
      response = await fetch(`${root}api/oidc/${question}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Forwhom-Key": key },
        body: JSON.stringify(members),
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        keepalive: last,
      });
    } catch {
      throw new AnswerError("forwhom serve does not answer: it has stopped, and what it held is gone.", 0);
    }
    const text = await response.text();
    if (response.ok) return parse(text);
    throw new AnswerError(told(text), response.status);
  };
}

/** What the server says in place of an answer; 0 when it does not answer at all. */
export class AnswerError extends Error {
  /**
   * @param {string} message
   * @param {number} status
   */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** @param {string} text */
function told(text) {
  try {
    return String(JSON.parse(text).error);
  } catch {
    return text.trim();
  }
}
