/** The OIDC debugger: walks an authorization server step by step. The local server does the HTTP and holds the tokens. */

import { copyButton } from "./copy.js";
import { byId, make, visible } from "./dom.js";
import { handOver } from "./oidc-decoder.js";
import { forms } from "./oidc-form.js";
import { stepItem } from "./oidc-step.js";
import { AnswerError, talk } from "./oidc-talk.js";
import { wanted } from "./oidc-waiting.js";

/**
 * @import { Configuration, News, Step } from "./oidc.d.ts"
 */

const state = byId("state", HTMLElement);
const trouble = byId("trouble", HTMLElement);
const list = byId("steps", HTMLOListElement);
const waiting = byId("waiting", HTMLElement);
const setting = byId("setting", HTMLElement);
const ending = byId("ending", HTMLElement);
const stop = byId("stop", HTMLButtonElement);
const go = byId("go", HTMLButtonElement);
const form = forms();

let ask = talk("");
/** The session, and everything that was told of it. */
let session = "";
let version = -1;
/** @type {Step[]} */
let steps = [];
let asking = false;
let shown = "";

/** @param {unknown} error */
function complain(error) {
  trouble.textContent = error instanceof Error ? error.message : String(error);
  trouble.hidden = false;
  if (error instanceof AnswerError && (error.status === 410 || error.status === 0)) gone();
}

/** The server holds nothing any more: nor does this page. */
function gone() {
  session = "";
  version = -1;
  steps = [];
  shown = "";
  list.replaceChildren();
  waiting.replaceChildren();
  setting.replaceChildren();
  ending.hidden = true;
  form.grant.hidden = true;
  form.grant.reset();
  byId("welcome", HTMLElement).hidden = false;
  state.textContent = "Nothing is held.";
}

/**
 * @param {string} question
 * @param {object} members
 */
async function put(question, members) {
  trouble.hidden = true;
  try {
    const news = await ask(question, members);
    if (news.session) {
      tell(news);
      follow();
    }
  } catch (error) {
    complain(error);
  }
}

/** Asks for news until the session is over. */
async function follow() {
  if (asking) return;
  asking = true;
  while (session) {
    const held = session;
    try {
      const news = await ask("news", { session: held, version, after: steps.length });
      if (held === session) tell(news);
    } catch (error) {
      if (held === session) complain(error);
    }
  }
  asking = false;
}

/** @param {News} news */
function tell(news) {
  if (news.session !== session) {
    gone();
    session = news.session;
  }
  // Two answers may be on the way at once: the older one has nothing to tell, and no step is shown twice.
  if (news.version < version) return;
  version = news.version;
  for (const step of news.steps.slice(Math.max(0, steps.length - news.after))) {
    steps.push(step);
    list.append(stepItem(step, open));
  }
  byId("welcome", HTMLElement).hidden = true;
  if (news.trouble) complain(news.trouble);
  if (news.settings && !news.running) form.fill(news.settings);
  form.tokens(steps.flatMap((step) => step.tokens.map((granted, place) => ({ granted, reading: step.readings[place] }))));
  show(news);
  ending.hidden = false;
  stop.hidden = !news.running;
  go.disabled = news.running;
  state.textContent = news.waiting ? "Waiting for you." : news.running ? "Under way." : `${steps.length} steps.`;
  document.documentElement.dataset.running = String(news.running);
}

/** @param {News} news */
function show(news) {
  const text = JSON.stringify([news.waiting, news.configuration]);
  if (text === shown) return;
  shown = text;
  waiting.replaceChildren(...(news.waiting ? [wanted(news.waiting, answer)] : []));
  setting.replaceChildren(...(news.configuration ? [configuration(news.configuration)] : []));
  if (news.waiting) waiting.scrollIntoView({ block: "nearest" });

  /** @param {boolean} allow */
  function answer(allow) {
    if (news.waiting?.for === "consent") void put("answer", { session, host: news.waiting.host, allow });
  }
}

/** @param {Configuration} one */
function configuration({ name, text, snippet }) {
  return make(
    "section",
    { class: "group" },
    make("h2", {}, `The setting of ${visible(name)}`),
    make("p", {}, visible(text)),
    make(
      "div",
      { class: "snippet" },
      make("div", { class: "bar" }, make("span", { class: "tag" }, snippet.language), copyButton("Copy", () => snippet.code)),
      make("pre", { tabindex: 0, role: "group", "aria-label": `${snippet.language} to paste` }, make("code", {}, visible(snippet.code))),
    ),
  );
}

/** @param {number} number */
function open(number) {
  handOver(async () => (await ask("token", { session, number })).token).catch(complain);
}

/** @param {string} key */
async function enter(key) {
  ask = talk(key);
  try {
    form.offer(await ask("names", {}));
  } catch (error) {
    complain(error);
    byId("opening", HTMLFormElement).hidden = false;
    state.textContent = "Not open.";
    return;
  }
  trouble.hidden = true;
  byId("opening", HTMLFormElement).hidden = true;
  form.start.hidden = false;
  state.textContent = "Ready.";
}

form.start.addEventListener("submit", (event) => {
  event.preventDefault();
  const said = new FormData(form.start);
  void put("discover", { start: said.get("start"), address: said.get("address"), same_host: said.get("same_host") === "on" });
});
form.grant.addEventListener("submit", (event) => {
  event.preventDefault();
  // A probe begins anew with every token: what it said before is folded.
  if (form.isResource()) for (const one of list.querySelectorAll("details[open]")) one.removeAttribute("open");
  void put("walk", { session, ...form.asked() });
});
stop.addEventListener("click", () => void put("stop", { session }));
byId("forget", HTMLButtonElement).addEventListener("click", () => {
  void put("forget", { session });
  gone();
});
byId("opening", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  const field = byId("key", HTMLInputElement);
  void enter(field.value.trim());
  field.value = "";
});
addEventListener("pagehide", () => {
  if (session) void ask("forget", { session }, true);
  gone();
});

const given = new URLSearchParams(location.hash.slice(1)).get("key");
if (given) void enter(given);
else {
  byId("opening", HTMLFormElement).hidden = false;
  state.textContent = "Not open.";
}
