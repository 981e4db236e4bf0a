// Puts trials before hono/jwt.
// /// observed
// npm = ["hono"]
// [reach]
// pair = true
// texts = ["iss"]  # of another type, they are refused for that
// issuers = "at most one"
// [recipe]
// before = 'key = pem;'
// ///

import { verify } from "hono/jwt";

import { pem } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve((token, key, { algorithms: [alg], audience: aud, issuer: iss }) => verify(token, pem(key), { alg, aud, iss }));
