// Puts trials before @fastify/jwt, as requests that carry the token.
// /// observed
// npm = ["@fastify/jwt", "fastify"]
// [reach]
// pair = true
// texts = ["iss"]  # of another type, they are refused for that
// issuers = "at most one"
// [recipe]
// before = '''
// import fastify from "fastify";
// const app = fastify();
// key = pem;
// '''
// after = '''
// app.get("/", () => ({}));
// const response = await app.inject({ url: "/", headers: { authorization: `Bearer ${token}` } });
// if (response.statusCode !== 200) throw new Error(response.json().message);
// '''
// ///

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
