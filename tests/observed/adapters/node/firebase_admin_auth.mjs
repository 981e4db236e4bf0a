// Puts trials before firebase-admin; its certificates are served on the loopback interface.
// /// observed
// npm = ["firebase-admin"]
// [reach]
// pair = true
// core = true  # the SDKs share the middle of their texts, and the entry says that
// single = true  # an App has one project
// nonempty = true
// issuer = "https://securetoken.google.com/{audience}"
// issuers = "fixed"  # it follows from the project
// [recipe]
// alone = true
// before = '''
// import { redirect } from "./adapters/loopback.mjs";
// await redirect(pem, token);
// '''
// ///

import { initializeApp } from "firebase-admin/app";
import { getAuth } from "firebase-admin/auth";

import { pem } from "./keys.mjs";
import { redirect } from "./loopback.mjs";
import { serve } from "./serve.mjs";

const apps = new Map();
let redirected;

await serve(async (token, key, { audience: projectId }) => {
  redirected ??= redirect(pem(key), token, "https://securetoken.google.com/");
  await redirected;
  if (!apps.has(projectId)) apps.set(projectId, initializeApp({ projectId }, `app ${apps.size}`));
  await getAuth(apps.get(projectId)).verifyIdToken(token);
});
