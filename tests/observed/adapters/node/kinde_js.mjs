// Puts trials before kinde-auth-pkce-js, as access tokens that the token endpoint answers to a refresh token; it says what is
// wrong with one on the console.
// /// observed
// npm = ["@kinde-oss/kinde-auth-pkce-js"]
// [reach]
// dates = true
// pair = true
// issuers = "one"
// nonempty = true
// extra = {azp = "web"}
// [recipe]
// cut = true
// before = '''
// import createKindeClient from "@kinde-oss/kinde-auth-pkce-js";
// import { accessToken, page } from "./adapters/kinde_page.mjs";
// const settings = await page(pem, token);
// '''
// after = "await accessToken(kinde);"
// ///

import createKindeClient from "@kinde-oss/kinde-auth-pkce-js";

import { accessToken, page } from "./kinde_page.mjs";
import { pem } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve(async (token, key, { audience, issuer }) => {
  const settings = await page(pem(key), token, issuer);
  await accessToken(await createKindeClient({ ...settings, domain: issuer, audience: [audience].flat().join(" ") }));
});
