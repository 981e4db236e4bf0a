// Puts trials before express-jwt, as requests that carry the token.
// /// observed
// npm = ["express-jwt"]
// [reach]
// dates = true
// [recipe]
// alone = true
// before = '''
// const request = { method: "GET", headers: { authorization: `Bearer ${token}` } };
// const app = { use: (handler) => handler(request, {}, (error) => { if (error) throw error; }) };
// '''
// ///

import { expressjwt } from "express-jwt";

import { serve } from "./serve.mjs";

await serve((token, secret, options) => new Promise((resolve, reject) => {
  const request = { method: "GET", headers: { authorization: `Bearer ${token}` } };
  expressjwt({ secret, ...options })(request, {}, (error) => (error ? reject(error) : resolve()));
}));
