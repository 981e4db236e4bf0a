// Puts trials before koa-jwt, as requests that carry the token; with debug, as else it hides the text.
import Koa from "koa";
import koaJwt from "koa-jwt";

import { serve } from "./serve.mjs";

const app = new Koa();

await serve(async (token, secret, options) => {
  const context = app.createContext({ headers: { authorization: `Bearer ${token}` }, socket: {} }, {});
  await koaJwt({ secret, debug: true, ...options })(context, () => {});
});
