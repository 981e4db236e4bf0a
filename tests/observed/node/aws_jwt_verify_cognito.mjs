// Puts trials before the Cognito verifier of aws-jwt-verify, as ID Tokens; null is how it is told to expect no client.
import { CognitoJwtVerifier } from "aws-jwt-verify";

import { jwks } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve((token, key, { audience: clientId = null, issuer }) => {
  const userPoolId = issuer.slice(issuer.lastIndexOf("/") + 1);
  const verifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: "id" });
  verifier.cacheJwks(jwks(key));
  verifier.verifySync(token);
});
