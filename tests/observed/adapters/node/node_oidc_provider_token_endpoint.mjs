// Puts trials before oidc-provider, as requests of a client for a token whose resource is what the audience of the trial says.
// /// observed
// npm = ["oidc-provider"]
// [reach]
// pair = true
// issuers = "none"  # what is asked for is a token, and none is sent
// [recipe]
// uri = true
// before = '''
// import Provider, { errors } from "oidc-provider";
// import { ask, configuration, request } from "./adapters/token_endpoint.mjs";
// '''
// after = '''
// await ask(new Provider("https://login.example.com/", configuration(key, { resourceIndicators })), request(token));
// '''
// ///

import Provider, { errors } from "oidc-provider";

import { ask, configuration, request } from "./token_endpoint.mjs";
import { serve } from "./serve.mjs";

// The resources that are known; without any, nothing is configured about them.
function indicators(audience) {
  const getResourceServerInfo = (_, indicator) => {
    if (![audience].flat().includes(indicator)) throw new errors.InvalidTarget();
    return { scope: "read", audience: indicator, accessTokenFormat: "jwt" };
  };
  return audience === undefined ? {} : { resourceIndicators: { enabled: true, getResourceServerInfo } };
}

await serve(async (token, key, { audience }) => {
  await ask(new Provider("https://login.example.com/", configuration(key, indicators(audience))), request(token));
});
