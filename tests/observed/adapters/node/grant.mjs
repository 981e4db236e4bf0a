// Puts trials before grant, as ID Tokens that the token endpoint answers after a login; it verifies no signature.
// /// observed
// npm = ["grant"]
// [reach]
// dates = true
// pair = true
// issuers = "none"
// single = true  # a client has one key
// nonempty = true
// [recipe]
// configuration = true
// ///

import grant from "grant";

import { pem } from "./keys.mjs";
import { redirect } from "./loopback.mjs";
import { serve } from "./serve.mjs";

const defaults = { origin: "https://orders.example.com", transport: "session", callback: "/" };
const server = { oauth: 2, authorize_url: "https://login.example.com/authorize", access_url: "https://login.example.com/token" };

// What the middleware answers to a request of this session.
function ask(middleware, session, path, query) {
  const request = { session, method: "GET", originalUrl: path, url: path, query };
  return new Promise((resolve, reject) => { middleware(request, { locals: {}, redirect: resolve }, reject); });
}

await serve(async (token, key, { audience, recipe }) => {
  await redirect(pem(key), token, "https://login.example.com/");
  const { provider } = recipe ? JSON.parse(recipe) : { provider: { key: audience, scope: ["openid"] } };
  const middleware = grant.express({ defaults, provider: { ...server, ...provider } });
  const session = {};
  await ask(middleware, session, "/connect/provider", {});
  await ask(middleware, session, "/connect/provider/callback", { code: "1" });
  const { error } = session.grant.response;
  if (error) throw new Error(error);
});
