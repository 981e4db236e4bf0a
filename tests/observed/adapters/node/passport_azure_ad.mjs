// Puts trials before the BearerStrategy of passport-azure-ad, as requests that carry the token to Passport; with
// loggingNoPII: false, as else it hides the text.
// /// observed
// npm = ["passport-azure-ad", "passport"]
// [reach]
// dates = true
// pair = true
// issuers = "one"
// [recipe]
// before = '''
// import passport from "passport";
// import { redirect } from "./adapters/loopback.mjs";
// await redirect(pem, token);
// const identityMetadata = "https://login.example.com/.well-known/openid-configuration";
// const clientID = "11111111-2222-3333-4444-555555555555";
// '''
// after = '''
// await new Promise((resolve, reject) => {
//   const response = { setHeader: (name, value) => reject(new Error(value)), end: () => {} };
//   const request = { headers: { authorization: `Bearer ${token}` } };
//   passport.authenticate(strategy, { session: false })(request, response, resolve);
// });
// '''
// ///

import passport from "passport";
import { BearerStrategy } from "passport-azure-ad";

import { pem } from "./keys.mjs";
import { redirect } from "./loopback.mjs";
import { serve } from "./serve.mjs";

const identityMetadata = "https://login.example.com/.well-known/openid-configuration";
const clientID = "11111111-2222-3333-4444-555555555555";
let redirected;

await serve(async (token, key, { audience, issuer }) => {
  redirected ??= redirect(pem(key), token, issuer);
  await redirected;
  const settings = { identityMetadata, clientID, audience, issuer, loggingNoPII: false, loggingLevel: "fatal" };
  const strategy = new BearerStrategy(settings, (claims, done) => done(null, claims));
  await new Promise((resolve, reject) => {
    const response = {
      setHeader(_name, [challenge]) { this.challenge = challenge; },
      end() { reject(Object.assign(new Error(this.challenge), { status: this.statusCode })); },
    };
    const request = { headers: { authorization: `Bearer ${token}` } };
    passport.authenticate(strategy, { session: false })(request, response, (error) => (error ? reject(error) : resolve()));
  });
});
