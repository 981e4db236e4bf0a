// Puts trials before google-auth-library, with its certificates at hand instead of fetched.
import { OAuth2Client } from "google-auth-library";

import { KID, pem } from "./keys.mjs";
import { serve } from "./serve.mjs";

const client = new OAuth2Client();

await serve((token, key, { audience, issuer }) => (
  client.verifySignedJwtWithCertsAsync(token, { [KID]: pem(key) }, audience, issuer && [issuer].flat())
));
