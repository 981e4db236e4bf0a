// Puts trials before auth0-spa-js, as ID Tokens that the token endpoint answers when the browser comes back from a login.
// /// observed
// npm = ["@auth0/auth0-spa-js"]
// [reach]
// pair = true
// issuers = "one"
// single = true  # a client has one id
// nonempty = true
// dates = true
// extra = {nonce = "1"}
// [recipe]
// before = '''
// import { Auth0Client } from "@auth0/auth0-spa-js";
// import { comeBack, page } from "./adapters/auth0_page.mjs";
// import { redirect } from "./adapters/loopback.mjs";
// await redirect(pem, token);
// page();
// '''
// after = "await comeBack(auth0);"
// ///

import { Auth0Client } from "@auth0/auth0-spa-js";

import { comeBack, page } from "./auth0_page.mjs";
import { pem } from "./keys.mjs";
import { redirect } from "./loopback.mjs";
import { serve } from "./serve.mjs";

page();

await serve(async (token, key, { audience, issuer }) => {
  await redirect(pem(key), token, issuer);
  await comeBack(new Auth0Client({ domain: "login.example.com", issuer, clientId: audience }));
});
