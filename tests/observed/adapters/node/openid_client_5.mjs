// Puts trials before openid-client 5, as ID Tokens; it fetches its keys over HTTP.
// /// observed
// npm = ["openid-client"]
// [reach]
// pair = true
// texts = ["iss"]  # of another type, they are refused for that
// issuers = "one"
// needs = ["iss", "sub", "iat", "exp"]
// [recipe]
// alone = true
// before = '''
// import { redirect } from "./adapters/loopback.mjs";
// await redirect(pem, token);
// const redirectUri = "https://orders.example.com/callback";
// const request = { method: "GET", url: "/callback?code=1" };
// const checks = { response_type: "code" };
// '''
// ///

import { Issuer } from "openid-client";

import { jwksUri } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve(async (token, key, { audience, issuer }) => {
  const server = new Issuer({ issuer, jwks_uri: await jwksUri(key) });
  await new server.Client({ client_id: audience }).validateIdToken(token);
});
