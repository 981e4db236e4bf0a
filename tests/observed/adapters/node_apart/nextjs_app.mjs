// An application of Next.js with @auth0/nextjs-auth0, as far as a login and its callback go.
import { NextRequest } from "next/server.js";

import { redirect } from "../node/loopback.mjs";

const base = "https://orders.example.com";

Object.assign(process.env, {
  AUTH0_DOMAIN: "login.example.com",
  AUTH0_CLIENT_SECRET: "secret",
  AUTH0_SECRET: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  APP_BASE_URL: base,
});

// Lets the token endpoint answer this token, to a client that is made from now on.
export function open(pem, token) {
  return redirect(pem, token, "https://login.example.com/");
}

// Logs in, and comes back with a code; throws the page of a refusal.
export async function comeBack(auth0) {
  const { transactionStore } = auth0;
  const save = transactionStore.save.bind(transactionStore);
  // The nonce of the trials in place of one that no trial could know.
  transactionStore.save = (cookies, state, ...more) => save(cookies, { ...state, nonce: "1" }, ...more);
  const login = await auth0.middleware(new NextRequest(`${base}/auth/login`));
  const { searchParams } = new URL(login.headers.get("location"));
  const cookie = login.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
  const back = `${base}/auth/callback?code=1&state=${searchParams.get("state")}`;
  const page = await auth0.middleware(new NextRequest(back, { headers: { cookie } }));
  const { status } = page;
  if (status >= 400) throw Object.assign(new Error(await page.text()), { status });
}
