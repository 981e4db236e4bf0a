// The key of the trials in the forms that verifiers take, and a server that hands it out.
import { createServer } from "node:http";

export const KID = "observed";

export function pem(key) {
  return key.export({ type: "spki", format: "pem" });
}

export function jwks(key) {
  return { keys: [{ ...key.export({ format: "jwk" }), kid: KID, alg: "RS256", use: "sig" }] };
}

let address;

// The address of this key as a JWK Set, served on the loopback interface as long as the process runs.
export function jwksUri(key) {
  address ??= new Promise((resolve) => {
    const server = createServer((_, response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(jwks(key)));
    });
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${server.unref().address().port}/`));
  });
  return address;
}
