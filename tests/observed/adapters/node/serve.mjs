// Answers trials on standard input, one JSON object a line, with what a verifier did, one line each, in order.
import { createPublicKey, createSecretKey } from "node:crypto";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";

const keys = new Map();

// The key object of a shared secret or a PEM text.
function keyObject(text) {
  if (!keys.has(text)) {
    keys.set(text, text.startsWith("-----BEGIN") ? createPublicKey(text) : createSecretKey(Buffer.from(text)));
  }
  return keys.get(text);
}

// What the recipe in this file does; it finds a token and the key in PEM where its frame looks.
async function run(program, token, key) {
  globalThis.recipe = [token, key];
  try {
    await import(pathToFileURL(program));
    return { accepted: true };
  } catch (error) {
    return { accepted: false, message: inspect(error) };
  }
}

// What a verifier or a recipe prints must not stand among the answers.
const answer = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);
console.log = console.error;

export async function serve(verify) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { token, key, algorithm, program, ...settings } = JSON.parse(line);
    let seen = { accepted: true };
    if (program) seen = await run(program, token, key);
    else try {
      await verify(token, keyObject(key), { algorithms: [algorithm], ...settings });
    } catch (error) {
      seen = { accepted: false, message: error.message, status: error.status ?? null };
    }
    answer(`${JSON.stringify(seen)}\n`);
  }
  // A timer or a connection that a library keeps must not keep the process.
  process.exit();
}
