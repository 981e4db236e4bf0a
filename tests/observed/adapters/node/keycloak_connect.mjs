// Puts trials before keycloak-connect, as access tokens of which it makes a grant; its middleware swallows the text.
// /// observed
// npm = ["keycloak-connect"]
// [reach]
// pair = true
// issuers = "fixed"
// issuer = "https://login.example.com/realms/example"  # what it expects follows from the settings
// single = true  # a client has one id
// nonempty = true
// extra = {typ = "Bearer"}
// [recipe]
// configuration = true
// ///

import Keycloak from "keycloak-connect";

import { pem } from "./keys.mjs";
import { serve } from "./serve.mjs";

const server = { realm: "example", "auth-server-url": "https://login.example.com/" };

function setting(key, audience, recipe) {
  // The key at hand instead of fetched.
  const known = pem(key).replace(/-----[^-]*-----|\s/g, "");
  const ours = { resource: audience, "bearer-only": true, "verify-token-audience": audience !== undefined };
  return { ...server, "realm-public-key": known, ...(recipe ? JSON.parse(recipe) : ours) };
}

await serve(async (token, key, { audience, recipe }) => {
  const keycloak = new Keycloak({}, setting(key, audience, recipe));
  try {
    await keycloak.grantManager.createGrant({ access_token: token });
  } catch (error) {
    // What the middleware makes of a request without a grant.
    keycloak.protect()({ kauth: {} }, { status: (code) => Object.assign(error, { status: code }), end: () => {} });
    throw error;
  }
});
