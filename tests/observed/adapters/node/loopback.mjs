// Answers the requests that a verifier makes of an authorization server, over HTTP on the loopback interface.
// Whatever the host, a request goes to a server of this process; what fetches goes there too.
import { createServer } from "node:http";
import https from "node:https";
import { connect } from "node:net";
import { createPublicKey } from "node:crypto";

import { KID, jwks, pem as inPem } from "./keys.mjs";

function answers(key, token) {
  const issuer = JSON.parse(Buffer.from(token.split(".")[1], "base64url")).iss;
  const at = (path) => new URL(path, issuer).href;
  return (path) => {
    if (path.includes("/.well-known/") && !path.includes("jwks")) {
      return { issuer, jwks_uri: at("/jwks.json"), token_endpoint: at("/token"), authorization_endpoint: at("/authorize") };
    }
    if (path.endsWith("/token")) return { access_token: "opaque", token_type: "Bearer", id_token: token };
    return path.endsWith("/certs") ? { [KID]: inPem(key) } : jwks(key);
  };
}

export async function redirect(pem, token) {
  const answer = answers(createPublicKey(pem), token);
  const server = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answer(request.url)));
  });
  await new Promise((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const { port } = server.unref().address();
  https.Agent.prototype.createConnection = () => connect(port, "127.0.0.1");
  const { fetch } = globalThis;
  globalThis.fetch = (resource, options) => {
    const { pathname, search } = new URL(resource.url ?? resource);
    return fetch(`http://127.0.0.1:${port}${pathname}${search}`, options);
  };
}
