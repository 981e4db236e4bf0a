// Puts trials before jsonwebtoken.
// /// observed
// npm = ["jsonwebtoken"]
// [reach]
// dates = true
// ///

import jwt from "jsonwebtoken";

import { serve } from "./serve.mjs";

await serve((token, key, options) => jwt.verify(token, key, options));
