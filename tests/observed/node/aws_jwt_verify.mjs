// Puts trials before aws-jwt-verify; null is how it is told to expect no audience.
import { JwtVerifier } from "aws-jwt-verify";

import { jwks } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve((token, key, { audience = null, issuer }) => {
  const verifier = JwtVerifier.create({ issuer, audience, jwksUri: "https://login.example.com/jwks.json" });
  verifier.cacheJwks(jwks(key));
  verifier.verifySync(token);
});
