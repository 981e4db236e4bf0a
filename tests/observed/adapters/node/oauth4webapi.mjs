// Puts trials before oauth4webapi, as access tokens in requests to a protected resource.
// /// observed
// npm = ["oauth4webapi"]
// [reach]
// pair = true
// texts = ["iss", "sub"]  # of another type, they are refused for that
// issuers = "one"
// needs = ["iss", "sub", "iat", "exp"]
// extra = {jti = "1", client_id = "web"}
// typ = "at+jwt"
// [recipe]
// before = '''
// import { redirect } from "./adapters/loopback.mjs";
// await redirect(pem, token);
// const request = new Request("https://api.example.com/", { headers: { authorization: `Bearer ${token}` } });
// '''
// ///

import { customFetch, validateJwtAccessToken } from "oauth4webapi";

import { jwks } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve(async (token, key, { audience, issuer }) => {
  const server = { issuer, jwks_uri: "https://login.example.com/jwks.json" };
  const request = new Request("https://api.example.com/", { headers: { authorization: `Bearer ${token}` } });
  await validateJwtAccessToken(server, request, audience, { [customFetch]: async () => Response.json(jwks(key)) });
});
