// Puts trials before oidc-provider, as assertions with which a client authenticates at the token endpoint.
// /// observed
// npm = ["oidc-provider"]
// [reach]
// dates = true
// pair = true
// issuers = "fixed"
// issuer = "web"  # the issuer of an assertion is the client
// single = true  # a provider has one issuer
// nonempty = true
// extra = {sub = "web", jti = "1"}  # sub finds the client
// [recipe]
// uri = true
// configuration = true  # the assertion that it shows is one for the provider of that issuer
// ///

import Provider from "oidc-provider";

import { ask, assertion, configuration } from "./token_endpoint.mjs";
import { serve } from "./serve.mjs";

await serve(async (token, key, { audience, recipe }) => {
  const issuer = recipe ? JSON.parse(recipe).aud : audience;
  await ask(new Provider(issuer, configuration(key)), assertion(token));
});
