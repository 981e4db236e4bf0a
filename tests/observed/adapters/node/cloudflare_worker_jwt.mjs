// Puts trials before @tsndr/cloudflare-worker-jwt, which takes no audience.
// /// observed
// npm = ["@tsndr/cloudflare-worker-jwt"]
// [reach]
// pair = true
// issuers = "at most one"
// [recipe]
// before = 'key = pem;'
// ///

import jwt from "@tsndr/cloudflare-worker-jwt";

import { pem } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve((token, key, { algorithms: [algorithm] }) => jwt.verify(token, pem(key), { algorithm, throwError: true }));
