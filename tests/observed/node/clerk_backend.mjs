// Puts trials before @clerk/backend, with the key at hand instead of fetched.
import { verifyToken } from "@clerk/backend";

import { pem } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve((token, key, { audience }) => verifyToken(token, { jwtKey: pem(key), audience }));
