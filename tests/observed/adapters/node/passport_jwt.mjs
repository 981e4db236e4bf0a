// Puts trials before the strategy of passport-jwt, as requests that carry the token.
// /// observed
// npm = ["passport-jwt"]
// [reach]
// dates = true
// pair = true
// issuers = "at most one"
// [recipe]
// before = 'key = pem;'
// after = '''
// await new Promise((resolve, reject) => {
//   Object.assign(strategy, { success: resolve, fail: reject, error: reject });
//   strategy.authenticate({ headers: { authorization: `Bearer ${token}` } });
// });
// '''
// ///

import { ExtractJwt, Strategy } from "passport-jwt";

import { pem } from "./keys.mjs";
import { serve } from "./serve.mjs";

const jwtFromRequest = ExtractJwt.fromAuthHeaderAsBearerToken();

await serve((token, key, options) => new Promise((resolve, reject) => {
  const strategy = new Strategy({ jwtFromRequest, secretOrKey: pem(key), ...options }, (claims, done) => done(null, claims));
  Object.assign(strategy, { success: resolve, fail: reject, error: reject });
  strategy.authenticate({ headers: { authorization: `Bearer ${token}` } });
}));
