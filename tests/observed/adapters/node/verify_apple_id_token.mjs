// Puts trials before verify-apple-id-token; it fetches Apple's keys over HTTP.
// /// observed
// npm = ["verify-apple-id-token"]
// [reach]
// dates = true
// pair = true
// issuers = "fixed"
// issuer = "https://appleid.apple.com"  # it expects Apple, whatever is configured
// [recipe]
// before = '''
// import apple from "verify-apple-id-token";
// import { redirect } from "./adapters/loopback.mjs";
// await redirect(pem, token);
// const { default: verifyAppleToken } = apple, idToken = token;
// '''
// ///

import apple from "verify-apple-id-token";

import { pem } from "./keys.mjs";
import { redirect } from "./loopback.mjs";
import { serve } from "./serve.mjs";

await serve(async (idToken, key, { audience: clientId }) => {
  await redirect(pem(key), idToken);
  await apple.default({ idToken, clientId });
});
