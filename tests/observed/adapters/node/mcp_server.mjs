// A server of Express, and a token verifier as the MCP TypeScript SDK wants one.
import express from "express";
import { compactVerify } from "jose";

let handler;
const app = express().use((request, response, next) => handler(request, response, next)).use((_, response) => response.json({}));
const server = app.listen(0, "127.0.0.1");
await new Promise((resolve) => { server.once("listening", resolve); });
server.unref();

// Lets this handler answer a request with the token; throws the body of a refusal.
export async function answer(one, token) {
  handler = one;
  const headers = { authorization: `Bearer ${token}`, connection: "close" };
  const response = await fetch(`http://127.0.0.1:${server.address().port}/`, { headers });
  if (!response.ok) throw Object.assign(new Error(await response.text()), { status: response.status });
}

// Verifies the signature and reports what the token says; of several resources, the expected one.
export function verifierOf(key, resource) {
  return {
    async verifyAccessToken(token) {
      const claims = JSON.parse(new TextDecoder().decode((await compactVerify(token, key)).payload));
      const named = [claims.aud].flat().filter((one) => typeof one === "string" && URL.canParse(one)).map((one) => new URL(one));
      const found = named.find((one) => one.href === resource.expected?.href) ?? named[0];
      return { token, clientId: "web", scopes: [], expiresAt: claims.exp, resource: found };
    },
  };
}
