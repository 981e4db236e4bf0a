// Puts trials before the Cognito verifier of aws-jwt-verify, as ID Tokens; null is how it is told to expect no client.
// /// observed
// npm = ["aws-jwt-verify"]
// [reach]
// pair = true
// texts = ["iss", "sub"]  # of another type, they are refused for that
// issuers = "fixed"
// issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI"
// extra = {token_use = "id"}
// [recipe]
// before = '''
// import { redirect } from "./adapters/loopback.mjs";
// await redirect(pem, token);
// '''
// ///

import { CognitoJwtVerifier } from "aws-jwt-verify";

import { jwks } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve((token, key, { audience: clientId = null, issuer }) => {
  const userPoolId = issuer.slice(issuer.lastIndexOf("/") + 1);
  const verifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: "id" });
  verifier.cacheJwks(jwks(key));
  verifier.verifySync(token);
});
