// Puts trials before jwt-simple, which takes no audience.
// /// observed
// npm = ["jwt-simple"]
// [reach]
// pair = true
// issuers = "at most one"
// [recipe]
// before = 'key = pem;'
// ///

import jwt from "jwt-simple";

import { pem } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve((token, key, { algorithms: [algorithm] }) => jwt.decode(token, pem(key), false, algorithm));
