// Puts trials before google-auth-library, with its certificates at hand instead of fetched.
// /// observed
// npm = ["google-auth-library"]
// [reach]
// pair = true
// texts = ["iss"]  # of another type, they are refused for that
// issuers = "at most one"
// needs = ["iat", "exp"]
// soon = true
// [recipe]
// before = '''
// import { redirect } from "./adapters/loopback.mjs";
// await redirect(pem, token);
// '''
// issuer = 'https://accounts.google.com'
// ///

import { OAuth2Client } from "google-auth-library";

import { KID, pem } from "./keys.mjs";
import { serve } from "./serve.mjs";

const client = new OAuth2Client();

await serve((token, key, { audience, issuer }) => (
  client.verifySignedJwtWithCertsAsync(token, { [KID]: pem(key) }, audience, issuer && [issuer].flat())
));
