// Puts trials before @auth0/nextjs-auth0, as ID Tokens that the token endpoint answers when the browser comes back from a login.
// /// observed
// npm = ["@auth0/nextjs-auth0", "next"]
// [reach]
// dates = true
// pair = true
// issuers = "fixed"  # it is the domain
// single = true  # a client has one id
// nonempty = true
// extra = {nonce = "1"}
// [recipe]
// before = '''
// import { comeBack, open } from "./adapters/nextjs_app.mjs";
// await open(pem, token);
// '''
// after = "await comeBack(auth0);"
// ///

import { Auth0Client } from "@auth0/nextjs-auth0/server";

import { pem } from "../node/keys.mjs";
import { serve } from "../node/serve.mjs";
import { comeBack, open } from "./nextjs_app.mjs";

await serve(async (token, key, { audience: clientId }) => {
  await open(pem(key), token);
  await comeBack(new Auth0Client({ clientId }));
});
