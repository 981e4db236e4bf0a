// Puts trials before oidc-client, as ID Tokens that come back to the browser without a code.
// /// observed
// npm = ["oidc-client"]
// [reach]
// pair = true
// issuers = "one"
// single = true  # a client has one id
// nonempty = true
// extra = {nonce = "1"}
// [recipe]
// before = '''
// import oidc from "oidc-client";
// import { redirect } from "./adapters/loopback.mjs";
// import { browser } from "./adapters/browser.mjs";
// const redirect_uri = "https://orders.example.com/callback";
// await redirect(pem, token);
// browser();
// const { UserManager } = oidc;
// '''
// after = '''
// const { state } = await manager.createSigninRequest();
// await manager.processSigninResponse(`${redirect_uri}?code=1&state=${state.id}`);
// '''
// ///

import oidc from "oidc-client";

import { jwks } from "./keys.mjs";
import { serve } from "./serve.mjs";

const { InMemoryWebStorage, Log, OidcClient, WebStorageStateStore } = oidc;
const redirect_uri = "https://orders.example.com/callback";

await serve(async (token, key, { audience: client_id, issuer }) => {
  let logged = "";
  Log.level = Log.ERROR;
  Log.logger = { ...console, error: (...words) => { logged = words.join(" "); } };
  const stateStore = new WebStorageStateStore({ store: new InMemoryWebStorage() });
  const metadata = { issuer, authorization_endpoint: "https://login.example.com/authorize" };
  const settings = { authority: issuer, metadata, signingKeys: jwks(key).keys, client_id, redirect_uri, stateStore };
  const client = new OidcClient({ ...settings, response_type: "id_token", scope: "openid" });
  const { state } = await client.createSigninRequest().catch(() => { throw new Error(logged); });
  // The nonce of the trials in place of one that no trial could know.
  await stateStore.set(state.id, JSON.stringify({ ...JSON.parse(await stateStore.get(state.id)), nonce: "1" }));
  await client.processSigninResponse(`${redirect_uri}#id_token=${token}&state=${state.id}`);
});
