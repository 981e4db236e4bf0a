// Puts trials before openid-client 5, as ID Tokens; it fetches its keys over HTTP.
import { Issuer } from "openid-client";

import { jwksUri } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve(async (token, key, { audience, issuer }) => {
  const server = new Issuer({ issuer, jwks_uri: await jwksUri(key) });
  await new server.Client({ client_id: audience }).validateIdToken(token);
});
