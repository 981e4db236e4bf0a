// Puts trials before @cloudflare/workers-oauth-provider, as tokens that it did not issue, which the application verifies.
// /// observed
// npm = ["@cloudflare/workers-oauth-provider", "jose"]
// [reach]
// pair = true
// issuers = "none"  # the application verifies the issuer, too
// single = true  # a Worker is one resource
// nonempty = true
// [recipe]
// uri = true
// before = '''
// import { ask, options as usual } from "./adapters/worker.mjs";
// const options = usual(token, key);
// '''
// after = "await ask(provider, token);"
// ///

import { ask, options } from "./worker.mjs";
import { serve } from "./serve.mjs";

const { OAuthProvider } = await import("@cloudflare/workers-oauth-provider");

await serve(async (token, key, { audience: resource }) => {
  const provider = new OAuthProvider({ ...options(token, key, resource), resourceMetadata: { resource } });
  await ask(provider, token, resource);
});
