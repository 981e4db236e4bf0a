// Puts trials before @okta/jwt-verifier, as access tokens.
// /// observed
// npm = ["@okta/jwt-verifier"]
// [reach]
// pair = true
// issuers = "one"
// [recipe]
// before = '''
// import { redirect } from "./adapters/loopback.mjs";
// await redirect(pem, token);
// '''
// ///

import OktaJwtVerifier from "@okta/jwt-verifier";

import { jwks } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve(async (token, key, { audience, issuer }) => {
  const verifier = new OktaJwtVerifier({ issuer, getKeysInterceptor: () => jwks(key).keys });
  await verifier.verifyAccessToken(token, audience);
});
