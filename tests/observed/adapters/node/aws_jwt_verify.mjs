// Puts trials before aws-jwt-verify; null is how it is told to expect no audience.
// /// observed
// npm = ["aws-jwt-verify"]
// [reach]
// pair = true
// texts = ["iss", "sub"]  # of another type, they are refused for that
// issuers = "one"
// [recipe]
// before = '''
// import { redirect } from "./adapters/loopback.mjs";
// await redirect(pem, token);
// '''
// ///

import { JwtVerifier } from "aws-jwt-verify";

import { jwks } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve((token, key, { audience = null, issuer }) => {
  const verifier = JwtVerifier.create({ issuer, audience, jwksUri: "https://login.example.com/jwks.json" });
  verifier.cacheJwks(jwks(key));
  verifier.verifySync(token);
});
