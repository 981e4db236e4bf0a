// Puts trials before @fastify/jwt, as requests that carry the token.
import fastifyJwt from "@fastify/jwt";
import fastify from "fastify";

import { pem } from "./keys.mjs";
import { serve } from "./serve.mjs";

await serve(async (token, key, { algorithms, audience, issuer }) => {
  const app = fastify();
  app.register(fastifyJwt, {
    secret: { public: pem(key) },
    verify: { algorithms, allowedAud: audience, allowedIss: issuer },
  });
  app.get("/", (request) => request.jwtVerify());
  const response = await app.inject({ url: "/", headers: { authorization: `Bearer ${token}` } });
  await app.close();
  if (response.statusCode !== 200) {
    throw Object.assign(new Error(response.json().message), { status: response.statusCode });
  }
});
