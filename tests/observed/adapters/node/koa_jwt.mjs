// Puts trials before koa-jwt, as requests that carry the token; with debug, as else it hides the text.
// /// observed
// npm = ["koa-jwt", "koa"]
// [reach]
// dates = true
// pair = true
// issuers = "at most one"
// [recipe]
// before = '''
// import Koa from "koa";
// const app = new Koa();
// '''
// after = '''
// const context = app.createContext({ headers: { authorization: `Bearer ${token}` }, socket: {} }, {});
// await app.middleware[0](context, () => {}).catch((error) => { throw error.originalError ?? error; });
// '''
// ///

import Koa from "koa";
import koaJwt from "koa-jwt";

import { serve } from "./serve.mjs";

const app = new Koa();

await serve(async (token, secret, options) => {
  const context = app.createContext({ headers: { authorization: `Bearer ${token}` }, socket: {} }, {});
  await koaJwt({ secret, debug: true, ...options })(context, () => {});
});
