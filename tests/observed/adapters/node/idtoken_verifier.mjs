// Puts trials before idtoken-verifier; it fetches its keys over HTTP.
// /// observed
// npm = ["idtoken-verifier"]
// [reach]
// pair = true
// issuers = "one"
// single = true  # a client has one id
// nonempty = true
// needs = ["iss", "sub", "iat", "exp"]  # their absence is another fault
// texts = ["iss", "sub"]
// [recipe]
// before = '''
// import { redirect } from "./adapters/loopback.mjs";
// await redirect(pem, token);
// const idToken = token, nonce = undefined;
// '''
// ///

import IdTokenVerifier from "idtoken-verifier";

import { jwksUri } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve(async (token, key, { audience, issuer }) => {
  const verifier = new IdTokenVerifier({ issuer, audience, jwksURI: await jwksUri(key) });
  await new Promise((resolve, reject) => {
    verifier.verify(token, (error, claims) => (error ? reject(error) : resolve(claims)));
  });
});
