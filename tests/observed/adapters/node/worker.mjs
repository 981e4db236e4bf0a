// A Worker that @cloudflare/workers-oauth-provider guards, in Node instead of Cloudflare's runtime.
import { registerHooks } from "node:module";
import { compactVerify } from "jose";

// Of the runtime the library asks for this class alone, which it only compares with.
const runtime = "data:text/javascript,export class WorkerEntrypoint {}";
registerHooks({
  resolve: (name, context, next) => (name === "cloudflare:workers" ? { url: runtime, shortCircuit: true } : next(name, context)),
});

const store = { get: async () => null };
const page = { fetch: async () => new Response("here") };

function claimsOf(token) {
  return JSON.parse(Buffer.from(token.split(".")[1], "base64url"));
}

// The URL of an audience that is one; else that of the usual resource.
function urlOf(audience) {
  return new URL(URL.canParse(audience) ? audience : "https://api.example.com/");
}

// What stands beside the resource in the options: tokens of another issuer, which the application verifies.
export function options(token, key, resource = claimsOf(token).aud) {
  const resolveExternalToken = async () => {
    const verified = await compactVerify(token, key).catch(() => null);
    const { aud: audience, exp = Infinity } = claimsOf(token);
    return verified && exp > Date.now() / 1000 ? { props: {}, audience } : null;
  };
  const endpoints = { authorizeEndpoint: "/authorize", tokenEndpoint: "/token", onError: () => {} };
  return { ...endpoints, apiRoute: urlOf(resource).pathname, apiHandler: page, defaultHandler: page, resolveExternalToken };
}

// Asks the Worker for what lies at the resource; throws what it says when it refuses.
export async function ask(provider, token, resource = claimsOf(token).aud) {
  const request = new Request(urlOf(resource), { headers: { authorization: `Bearer ${token}` } });
  const response = await provider.fetch(request, { OAUTH_KV: store }, {});
  const { status } = response;
  if (!response.ok) throw Object.assign(new Error((await response.json()).error_description), { status });
}
