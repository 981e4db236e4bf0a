// Puts trials before oidc-client-ts, as ID Tokens that the token endpoint answers when the browser comes back from a login.
// /// observed
// npm = ["oidc-client-ts"]
// [reach]
// dates = true
// pair = true
// issuers = "one"
// single = true  # a client has one id
// nonempty = true
// [recipe]
// before = '''
// import { UserManager } from "oidc-client-ts";
// import { redirect } from "./adapters/loopback.mjs";
// import { browser } from "./adapters/browser.mjs";
// const redirect_uri = "https://orders.example.com/callback";
// await redirect(pem, token);
// browser();
// '''
// after = '''
// const { state } = await manager._client.createSigninRequest({ request_type: "si:r" });
// await finishLogin(`${redirect_uri}?code=1&state=${state.id}`);
// '''
// ///

import { Log, OidcClient } from "oidc-client-ts";

import { browser } from "./browser.mjs";
import { pem } from "./keys.mjs";
import { redirect } from "./loopback.mjs";
import { serve } from "./serve.mjs";

const redirect_uri = "https://orders.example.com/callback";
let logged = "";

browser();
Log.setLevel(Log.ERROR);
Log.setLogger({ ...console, error: (...words) => { logged = words.join(" "); } });

await serve(async (token, key, { audience: client_id, issuer: authority }) => {
  await redirect(pem(key), token, authority);
  const client = new OidcClient({ authority, client_id, redirect_uri });
  // Of a setting that lacks something the error says the name alone, and the console the rest.
  const { state } = await client.createSigninRequest({}).catch(() => { throw new Error(logged); });
  await client.processSigninResponse(`${redirect_uri}?code=1&state=${state.id}`);
});
