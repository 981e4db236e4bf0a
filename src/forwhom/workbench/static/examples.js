/** What a first visitor can try. The tokens are made here; their signature is of nobody. */

/** @param {object} value */
const part = (value) =>
  btoa(JSON.stringify(value)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");

/** @param {object} claims */
function token(claims) {
  const signature = btoa("signed by nobody".repeat(16)).replace(/=/g, "");
  return `${part({ alg: "RS256", typ: "at+jwt", kid: "2026-08" })}.${part(claims)}.${signature}`;
}

/**
 * @param {number} now seconds since the epoch
 * @returns {string[]}
 */
export function examples(now) {
  const times = { iat: now - 300, exp: now + 3300 };
  return [
    `jwt audience invalid. expected: https://api.example.com

Authorization: Bearer ${token({ iss: "https://example.eu.auth0.com/", sub: "auth0|5f7c8ec7c33c6c004bbafe82", aud: ["https://api.example.com/", "https://example.eu.auth0.com/userinfo"], azp: "my_client_id", scope: "openid profile", ...times })}`,
    `HTTP/1.1 403 Forbidden
Audiences in Jwt are not allowed

audiences:
- orders

${token({ iss: "https://auth.example.com/realms/shop", sub: "2f4e8c1a", aud: "account", azp: "shop-web", typ: "Bearer", ...times })}`,
    `Microsoft.IdentityModel.Tokens.SecurityTokenInvalidAudienceException: IDX10214: Audience validation failed. Audiences: 'api://6a1d0f2e-3b4c-4d5e-8f60-718293a4b5c6'. Did not match: validationParameters.ValidAudience: '6a1d0f2e-3b4c-4d5e-8f60-718293a4b5c6' or validationParameters.ValidAudiences: 'null'.`,
  ];
}
