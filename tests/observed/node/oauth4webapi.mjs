// Puts trials before oauth4webapi, as access tokens in requests to a protected resource.
import { customFetch, validateJwtAccessToken } from "oauth4webapi";

import { jwks } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve(async (token, key, { audience, issuer }) => {
  const server = { issuer, jwks_uri: "https://login.example.com/jwks.json" };
  const request = new Request("https://api.example.com/", { headers: { authorization: `Bearer ${token}` } });
  await validateJwtAccessToken(server, request, audience, { [customFetch]: async () => Response.json(jwks(key)) });
});
