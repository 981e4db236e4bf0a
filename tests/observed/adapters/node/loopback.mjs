// Answers the requests that a verifier makes of an authorization server, over HTTP on the loopback interface.
// Whatever the host, a request goes to a server of this process; what fetches goes there too.
import { createServer } from "node:http";
import https from "node:https";
import { connect } from "node:net";
import { createPublicKey } from "node:crypto";

import { KID, jwks, pem as inPem } from "./keys.mjs";

const { fetch } = globalThis;

function issuerOf(token) {
  return JSON.parse(Buffer.from(token.split(".")[1], "base64url")).iss;
}

function answers(key, issuer, tokens) {
  const at = (path) => new URL(path, issuer).href;
  return (path) => {
    if (path.includes("/.well-known/") && !path.includes("jwks")) {
      const endpoints = { token_endpoint: at("/token"), authorization_endpoint: at("/authorize"), userinfo_endpoint: at("/me") };
      return { issuer, jwks_uri: at("/jwks.json"), id_token_signing_alg_values_supported: ["RS256"], ...endpoints };
    }
    if (path.endsWith("/token")) return { token_type: "Bearer", ...tokens };
    if (path.endsWith("/me")) return { sub: "user" };
    return /x509|\/certs$/.test(path) ? { [KID]: inPem(key) } : jwks(key);
  };
}

let answer;
let started;

async function start() {
  const server = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answer(request.url)));
  });
  await new Promise((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const { port } = server.unref().address();
  https.Agent.prototype.createConnection = () => connect(port, "127.0.0.1");
  globalThis.fetch = (resource, options) => {
    const { pathname, search } = new URL(resource.url ?? resource);
    return fetch(`http://127.0.0.1:${port}${pathname}${search}`, options);
  };
}

// The authorization server is the one that the token names, unless another issuer is told; its token endpoint answers the
// token as ID Token, unless others are told. A later call changes its answers.
export async function redirect(pem, token, issuer = issuerOf(token), tokens = { access_token: "opaque", id_token: token }) {
  answer = answers(createPublicKey(pem), issuer, tokens);
  started ??= start();
  await started;
}
