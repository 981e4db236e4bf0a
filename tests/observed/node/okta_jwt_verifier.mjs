// Puts trials before @okta/jwt-verifier, as access tokens.
import OktaJwtVerifier from "@okta/jwt-verifier";

import { jwks } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve(async (token, key, { audience, issuer }) => {
  const verifier = new OktaJwtVerifier({ issuer, getKeysInterceptor: () => jwks(key).keys });
  await verifier.verifyAccessToken(token, audience);
});
