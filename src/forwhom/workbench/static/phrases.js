/** Finds the error texts and entries that a pasted text is about, with nothing but the index at hand. */

/**
 * @typedef {{ text: string, slug: string, verifiers: string[], codes: string[], pieces: string[], weight: number, words: string[], names: Record<string, string> }} Message
 * @typedef {{ folder: string, kind: string, id: string, name: string, words: string[] }} Entry
 * @typedef {{ messages: Message[], texts: Map<string, Message>, entries: Entry[], common: Map<string, number> }} Index
 * @typedef {{ message: Message | null, entry: Entry | null, spoken?: string[], captured?: { found: string[] | null, expected: string[] | null } }} Hit
 * @typedef {{ messages: [string, string, string[], string[]][], verifiers: Record<string, string>, providers: Record<string, string>, findings: Record<string, string> }} Stored
 */

/** Letters that a text without holes must have to be told from the words of a log. */
const SHORTEST = 4;
/** What share of its words, by weight, a text must have in common with the query to be a near one. */
const NEAR = 0.5;
const QUERY_LENGTH = 16384;

/**
 * @param {Stored} stored
 * @returns {Index}
 */
export function read(stored) {
  const { verifiers, providers, findings } = stored;
  const messages = stored.messages.map(([text, slug, by, codes]) => {
    const pieces = text.split(/\{[^{}]+\}/).map(plain).filter(Boolean);
    const weight = pieces.join("").replace(/[^\p{L}\p{N}]/gu, "").length;
    return { text, slug, verifiers: by, codes, pieces, weight, words: [...new Set(wordsOf(pieces.join(" ")))], names: verifiers };
  });
  /** @type {Map<string, number>} */
  const common = new Map();
  for (const { words } of messages) for (const word of words) common.set(word, (common.get(word) ?? 0) + 1);
  const shelf = (/** @type {string} */ folder, /** @type {string} */ kind, /** @type {Record<string, string>} */ all) =>
    Object.entries(all).map(([id, name]) => ({ folder, kind, id, name: folder === "findings" ? `${id}: ${name}` : name, words: wordsOf(`${id} ${name}`) }));
  return {
    messages,
    texts: new Map(messages.map((one) => [one.text, one])),
    entries: [...shelf("verifiers", "Verifier", verifiers), ...shelf("providers", "Provider", providers), ...shelf("findings", "Finding", findings)],
    common,
  };
}

/**
 * The hits, best first: entries that are named, then texts all of whose words stand in the query, then near ones.
 * @param {Index} index
 * @param {string} query
 * @returns {Hit[]}
 */
export function nearest(index, query) {
  const text = plain(query.slice(0, QUERY_LENGTH));
  const words = wordsOf(text);
  if (!words.length) return [];
  const exact = (/** @type {Entry} */ { id, name }) => Number(text === id || text === name.toLowerCase());
  const named = index.entries
    .filter((entry) => words.every((word) => entry.words.some((one) => one.startsWith(word))))
    .sort((one, other) => exact(other) - exact(one));
  const whole = index.messages
    .filter(({ pieces, weight }) => weight >= SHORTEST && stands(pieces, text))
    .sort((one, other) => other.weight - one.weight);
  const hits = [...named.map((entry) => hit(null, entry)), ...whole.map((message) => hit(message, null))];
  return whole.length ? hits : [...hits, ...near(index, new Set(words)).map((message) => hit(message, null))];
}

/**
 * @param {Message | null} message
 * @param {Entry | null} entry
 * @returns {Hit}
 */
function hit(message, entry) {
  return { message, entry };
}

/**
 * Whether the pieces stand in the text in this order, each beginning and ending where a word does.
 * @param {string[]} pieces
 * @param {string} text
 */
function stands(pieces, text) {
  let at = 0;
  for (const piece of pieces) {
    let found = text.indexOf(piece, at);
    while (found >= 0 && (inWord(text, found, piece[0]) || inWord(text, found + piece.length, piece[piece.length - 1]))) {
      found = text.indexOf(piece, found + 1);
    }
    if (found < 0) return false;
    at = found + piece.length;
  }
  return pieces.length > 0;
}

/**
 * Whether a word goes on across this place.
 * @param {string} text
 * @param {number} place
 * @param {string} edge the sign of the piece that stands there
 */
function inWord(text, place, edge) {
  return /[\p{L}\p{N}]/u.test(edge) && /[\p{L}\p{N}]{2}/u.test(text.slice(Math.max(0, place - 1), place + 1));
}

/**
 * The texts that share most of their words with the query; a rare word counts more.
 * @param {Index} index
 * @param {Set<string>} words
 */
function near(index, words) {
  const worth = (/** @type {string} */ word) => Math.log(1 + index.messages.length / (index.common.get(word) ?? 1));
  const sum = (/** @type {Iterable<string>} */ some) => [...some].reduce((total, word) => total + worth(word), 0);
  const asked = sum([...words].filter((word) => index.common.has(word)));
  return index.messages
    .map((message) => {
      const shared = sum(message.words.filter((word) => words.has(word)));
      return { message, score: (2 * shared) / (sum(message.words) + asked || 1) };
    })
    .filter(({ score }) => score >= NEAR)
    .sort((one, other) => other.score - one.score)
    .map(({ message }) => message);
}

/**
 * The text as it is compared: small letters, single blanks, quotes without what escapes them in JSON.
 * @param {string} text
 */
function plain(text) {
  return text.toLowerCase().replace(/\\+(["'])/g, "$1").replace(/(?:\s|\\[nrt])+/g, " ").trim();
}

/** @param {string} text */
function wordsOf(text) {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
