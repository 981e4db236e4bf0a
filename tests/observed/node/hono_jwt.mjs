// Puts trials before hono/jwt.
import { verify } from "hono/jwt";

import { pem } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve((token, key, { algorithms: [alg], audience: aud, issuer: iss }) => verify(token, pem(key), { alg, aud, iss }));
