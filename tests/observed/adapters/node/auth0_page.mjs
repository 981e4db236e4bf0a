// A page of auth0-spa-js: it sends the browser to the login, which comes back with a code.
import { browser } from "./browser.mjs";

const redirect_uri = "https://orders.example.com/callback";

export function page() {
  browser();
  // A page sets cookies, too; none of them matters here.
  globalThis.document = { cookie: "" };
}

export async function comeBack(auth0) {
  const asked = {};
  const openUrl = (url) => { asked.state = new URL(url).searchParams.get("state"); };
  await auth0.loginWithRedirect({ authorizationParams: { redirect_uri }, openUrl });
  // The nonce of the trials in place of one that no trial could know.
  const name = sessionStorage.key(0);
  sessionStorage.setItem(name, JSON.stringify({ ...JSON.parse(sessionStorage.getItem(name)), nonce: "1" }));
  await auth0.handleRedirectCallback(`${redirect_uri}?code=1&state=${encodeURIComponent(asked.state)}`);
}
