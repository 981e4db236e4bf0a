// Puts trials before @clerk/backend, with the key at hand instead of fetched.
// /// observed
// npm = ["@clerk/backend"]
// [reach]
// pair = true
// issuers = "one"
// needs = ["sub", "iat", "exp"]
// [recipe]
// before = 'key = pem;'
// ///

import { verifyToken } from "@clerk/backend";

import { pem } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve((token, key, { audience }) => verifyToken(token, { jwtKey: pem(key), audience }));
