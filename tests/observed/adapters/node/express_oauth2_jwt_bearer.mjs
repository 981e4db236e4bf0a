// Puts trials before express-oauth2-jwt-bearer, which fetches its keys over HTTP.
// /// observed
// npm = ["express-oauth2-jwt-bearer"]
// [reach]
// pair = true
// issuers = "one"
// needs = ["exp"]
// [recipe]
// before = '''
// import { redirect } from "./adapters/loopback.mjs";
// await redirect(pem, token);
// const headers = { authorization: `Bearer ${token}` };
// const request = { method: "GET", protocol: "https", originalUrl: "/", headers, is: () => false, get: () => "api.example.com" };
// const handlers = [];
// const app = { use: (handler) => handlers.push(handler) };
// '''
// after = 'await new Promise((resolve, reject) => handlers[0](request, {}, (error) => (error ? reject(error) : resolve())));'
// ///

import { auth } from "express-oauth2-jwt-bearer";

import { jwksUri } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve(async (token, key, { algorithms: [tokenSigningAlg], audience, issuer }) => {
  const handler = auth({ issuer, audience, tokenSigningAlg, jwksUri: await jwksUri(key) });
  const headers = { authorization: `Bearer ${token}` };
  const request = { method: "GET", protocol: "https", originalUrl: "/", headers, is: () => false, get: () => "api.example.com" };
  await new Promise((resolve, reject) => handler(request, {}, (error) => (error ? reject(error) : resolve())));
});
