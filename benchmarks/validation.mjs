// Times the peers that run on Node, when asked to: one line of JSON in, one out. Python keeps the order of the rounds.
import { createPublicKey, createSecretKey, createHmac, timingSafeEqual, verify } from "node:crypto";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(new URL("../tests/observed/adapters/node/package.json", import.meta.url));
const { jwtVerify } = require("jose");
const jsonwebtoken = require("jsonwebtoken");
const { createVerifier } = require("fast-jwt");
const { joseToDer } = require("ecdsa-sig-formatter");

// What each algorithm is to node:crypto: the signature check and nothing else.
const primitives = {
  HS256: (key, input, signature) => timingSafeEqual(createHmac("sha256", key).update(input).digest(), signature),
  RS256: (key, input, signature) => verify("sha256", input, key, signature),
  ES256: (key, input, signature) => verify("sha256", input, key, signature),
  EdDSA: (key, input, signature) => verify(null, input, key, signature),
};

let subjects = {};

function prepare({ alg, token, key: material, audience, issuer }) {
  const secret = alg === "HS256" ? Buffer.from(material, "latin1") : undefined;
  const key = secret ? createSecretKey(secret) : createPublicKey(material);
  const at = token.lastIndexOf(".");
  const input = Buffer.from(token.slice(0, at));
  const encoded = token.slice(at + 1);
  const signature = alg === "ES256" ? joseToDer(encoded, alg) : Buffer.from(encoded, "base64url");
  const rules = { algorithms: [alg], audience, issuer };
  const fast = createVerifier({ key: secret ?? material, algorithms: [alg], allowedAud: audience, allowedIss: issuer });
  subjects = {
    "node:crypto": () => primitives[alg](key, input, signature),
    jose: async () => jwtVerify(token, key, rules),
    "fast-jwt": () => fast(token),
  };
  // jsonwebtoken knows no EdDSA.
  if (alg !== "EdDSA") subjects.jsonwebtoken = () => jsonwebtoken.verify(token, key, rules);
  return Object.keys(subjects);
}

async function measure({ name, count }) {
  const subject = subjects[name];
  // Processor time of all threads, as on the side of Python.
  const before = process.cpuUsage();
  if (name === "jose") for (let done = 0; done < count; done += 1) await subject();
  else for (let done = 0; done < count; done += 1) if (!subject()) throw new Error(`${name} does not accept the token`);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 / count;
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(asked.token ? prepare(asked) : await measure(asked))}\n`);
}
