// Puts trials before jose.
// /// observed
// npm = ["jose"]
// [reach]
// dates = true
// ///

import { jwtVerify } from "jose";

import { serve } from "./serve.mjs";

await serve(jwtVerify);
