// Puts trials before fast-jwt.
import { createVerifier } from "fast-jwt";

import { pem } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve((token, key, { algorithms, audience, issuer }) => (
  createVerifier({ key: pem(key), algorithms, allowedAud: audience, allowedIss: issuer })(token)
));
