// Puts trials before jose.
// /// observed
// npm = ["jose"]
// ///

import { jwtVerify } from "jose";

import { serve } from "./serve.mjs";

await serve(jwtVerify);
