/** What the walk wants of the user: a login, a code entered elsewhere, or a plain yes. */

import { make, visible } from "./dom.js";

/**
 * @import { Waiting } from "./oidc.d.ts"
 */

/**
 * @param {Waiting} waiting
 * @param {(allow: boolean) => void} answer
 * @returns {Node}
 */
export function wanted(waiting, answer) {
  if (waiting.for === "login") {
    return box(
      "Log in",
      make("p", {}, "The authorization server answers to ", make("code", {}, visible(waiting.redirect_uri)), ", where forwhom waits for five minutes."),
      make("p", { class: "row" }, link(waiting.url, `Log in at ${host(waiting.url)}`, "main")),
    );
  }
  if (waiting.for === "device") {
    return box(
      "Enter this code",
      make("p", { class: "user-code" }, make("code", {}, visible(waiting.user_code))),
      make("p", {}, "at ", link(waiting.verification_uri, visible(waiting.verification_uri), "")),
      waiting.complete ? make("p", { class: "row" }, link(waiting.complete, "Open it with the code filled in", "main")) : null,
      make("p", { class: "hint" }, `It is good for ${Math.round(waiting.seconds / 60)} minutes.`),
    );
  }
  const yes = make("button", { type: "button", id: "yes" }, `Yes, ask ${visible(waiting.host)}`);
  const no = make("button", { type: "button", id: "no", class: "main" }, "No");
  yes.addEventListener("click", () => answer(true));
  no.addEventListener("click", () => answer(false));
  return box("Ask an address inside your network?", make("p", {}, visible(waiting.text), "."), make("p", { class: "row" }, no, yes));
}

/**
 * @param {string} title
 * @param {...(Node | null)} children
 */
function box(title, ...children) {
  return make("section", { class: "wanted" }, make("h2", {}, title), ...children);
}

/**
 * A link to the authorization server, in a tab that learns nothing of this one.
 * @param {string} url
 * @param {string} text
 * @param {string} style
 */
function link(url, text, style) {
  if (!/^https?:\/\//.test(url)) return make("code", {}, visible(url));
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer", class: style }, text);
}

/** @param {string} url */
function host(url) {
  try {
    return new URL(url).host;
  } catch {
    return "its address";
  }
}
