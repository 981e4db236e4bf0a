// Answers trials on standard input, one JSON object a line, with what a verifier did, one line each, in order.
import { createPublicKey, createSecretKey } from "node:crypto";
import { createInterface } from "node:readline";

const keys = new Map();

// The key object of a shared secret or a PEM text.
function keyObject(text) {
  if (!keys.has(text)) {
    keys.set(text, text.startsWith("-----BEGIN") ? createPublicKey(text) : createSecretKey(Buffer.from(text)));
  }
  return keys.get(text);
}

export async function serve(verify) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { token, key, algorithm, ...settings } = JSON.parse(line);
    let answer = { accepted: true };
    try {
      await verify(token, keyObject(key), { algorithms: [algorithm], ...settings });
    } catch (error) {
      answer = { accepted: false, message: error.message, status: error.status ?? null };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}
