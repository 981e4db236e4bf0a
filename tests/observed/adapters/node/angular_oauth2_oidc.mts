// Puts trials before the OAuthService of angular-oauth2-oidc, as ID Tokens that come back to the browser.
// /// observed
// npm = ["angular-oauth2-oidc", "angular-oauth2-oidc-jwks", "@angular/compiler"]
// [reach]
// pair = true
// issuers = "one"
// single = true  # a client has one id
// nonempty = true
// [recipe]
// before = '''
// import { jwks } from "./adapters/keys.mjs";
// import { login } from "./adapters/angular_service.mjs";
// '''
// after = 'await login({ ...authConfig, jwks: jwks(key) }, token);'
// ///

import { login } from "./angular_service.mjs";
import { jwks } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve((token, key, { audience, issuer }) => {
  const client = audience === undefined ? {} : { clientId: audience };
  return login({ issuer, ...client, responseType: "code", jwks: jwks(key) }, token);
});
