// The token endpoint of an oidc-provider, on the loopback interface.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";

import { jwks } from "./keys.mjs";

let handler;
const server = createServer((request, response) => handler(request, response)).listen(0, "127.0.0.1");
await new Promise((resolve) => { server.once("listening", resolve); });
const { port } = server.unref().address();

// A store that remembers nothing, so that an assertion can be tried again.
class Store {
  async find() {}

  async upsert() {}
}

const ours = { ...generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" }), use: "sig" };

// What a provider is configured with, and no more than needs to be: a client with this key, and one with a secret.
export function configuration(key, features = {}) {
  const grants = { grant_types: ["client_credentials"], response_types: [], redirect_uris: [] };
  const signing = { client_id: "web", token_endpoint_auth_method: "private_key_jwt", jwks: jwks(key), ...grants };
  const posting = { client_id: "job", client_secret: "secret", token_endpoint_auth_method: "client_secret_post", ...grants };
  return {
    adapter: Store,
    clients: [signing, posting],
    clientAuthMethods: ["private_key_jwt", "client_secret_post"],
    cookies: { keys: ["observed"] },
    features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false }, ...features },
    jwks: { keys: [ours] },
    ttl: { ClientCredentials: 600 },
  };
}

// Asks for a token as a client that knows the provider under its issuer; throws what the log says of a refusal.
export async function ask(provider, form) {
  let refused;
  provider.proxy = true;
  provider.on("grant.error", (_, error) => { refused = error; });
  handler = provider.callback();
  const { host, protocol } = new URL(provider.issuer);
  const headers = { "x-forwarded-host": host, "x-forwarded-proto": protocol.slice(0, -1) };
  const body = new URLSearchParams([["grant_type", "client_credentials"], ...form]);
  const response = await fetch(`http://127.0.0.1:${port}/token`, { method: "POST", headers, body });
  const { status } = response;
  const { error_description: said } = await response.json();
  if (!response.ok) throw Object.assign(new Error(refused?.error_detail ?? said), { status });
}

// The parameters with which a client authenticates with this assertion.
export function assertion(token) {
  const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  return [["client_assertion_type", type], ["client_assertion", token]];
}

// The parameters with which a client with a secret asks for a token like this one; a form holds nothing but texts.
export function request(token) {
  const { aud = [] } = JSON.parse(Buffer.from(token.split(".")[1], "base64url"));
  return [["client_id", "job"], ["client_secret", "secret"], ...[aud].flat().map((one) => ["resource", one])];
}
