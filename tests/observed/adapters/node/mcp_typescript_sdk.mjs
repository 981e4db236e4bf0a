// Puts trials before requireBearerAuth of the MCP TypeScript SDK, as requests to Express; jose verifies the signature.
// /// observed
// npm = ["@modelcontextprotocol/sdk", "express", "jose"]
// [reach]
// dates = true
// issuers = "none"  # they are the business of the server's own token verifier
// signed = true  # as above
// single = true  # a server has one address
// nonempty = true
// core = true  # the rest of the body stands around it
// [recipe]
// address = true
// before = '''
// import { answer, verifierOf } from "./adapters/mcp_server.mjs";
// const resource = { expected: undefined };
// const verifier = verifierOf(key, resource);
// let handler;
// const app = { use: (_path, one) => { handler = one; } };
// '''
// after = '''
// resource.expected = expectedResource;
// await answer(handler, token);
// '''
// ///

import { requireBearerAuth } from "@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js";

import { answer, verifierOf } from "./mcp_server.mjs";
import { serve } from "./serve.mjs";

// A server that is told no URL does not start; what it says then is the error with its type.
function address(audience) {
  try {
    return new URL(audience);
  } catch (error) {
    throw new Error(String(error));
  }
}

await serve(async (token, key, { audience }) => {
  const expectedResource = audience === undefined ? undefined : address(audience);
  const verifier = verifierOf(key, { expected: expectedResource });
  await answer(requireBearerAuth({ verifier, expectedResource }), token);
});
