// A page of kinde-auth-pkce-js, whose user logged in some time ago.
import { browser } from "./browser.mjs";
import { redirect } from "./loopback.mjs";

function idToken(domain) {
  const parts = [{ alg: "RS256" }, { iss: domain, azp: "web", aud: ["web"], sub: "user", exp: Date.now() / 1000 + 7200 }];
  return [...parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")), "signature"].join(".");
}

console.warn = () => {};

// The settings of a client that is called web, beside domain and audience.
export async function page(pem, token, domain = "https://login.example.com/") {
  await redirect(pem, token, domain, { access_token: token, id_token: idToken(domain), refresh_token: "1" });
  browser();
  localStorage.setItem("kinde_refresh_token", "1");
  return { client_id: "web", redirect_uri: "https://orders.example.com/", is_dangerously_use_local_storage: true };
}

// The access token after a refresh; throws what the console shows in its place.
export async function accessToken(kinde) {
  const { error } = console;
  let seen;
  console.error = (reason) => { seen = reason; };
  const token = await kinde.getToken({ isForceRefresh: true });
  console.error = error;
  if (!token) throw seen ?? new Error("no token, and no reason");
}
