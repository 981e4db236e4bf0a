// Puts trials before fast-jwt.
// /// observed
// npm = ["fast-jwt"]
// [reach]
// pair = true
// texts = ["iss"]  # of another type, they are refused for that
// issuers = "at most one"
// [recipe]
// before = 'key = pem;'
// ///

import { createVerifier } from "fast-jwt";

import { pem } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve((token, key, { algorithms, audience, issuer }) => (
  createVerifier({ key: pem(key), algorithms, allowedAud: audience, allowedIss: issuer })(token)
));
