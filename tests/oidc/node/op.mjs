// A real oidc-provider on a free port of this machine. It prints one JSON line when it is ready, and ends when its
// standard input does. The first argument is its configuration as JSON.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { importJWK, jwtVerify, decodeJwt } from 'jose';
import Provider, { errors } from 'oidc-provider';

const given = JSON.parse(process.argv[2] ?? '{}');
const server = createServer();
await new Promise((ready) => server.listen(0, given.host ?? '127.0.0.1', ready));
const issuer = `http://${given.host ?? '127.0.0.1'}:${server.address().port}`;

const apis = {
  'https://api.example.test/': { audience: 'https://api.example.test/', scope: 'read:things' },
  'https://other.example.test': { audience: 'https://other.example.test', scope: 'read:others' },
  'urn:rename:me': { audience: 'renamed-audience', scope: 'read:things' },
  'urn:array:me': { audience: 'array', scope: 'read:things' },
  'urn:broken:me': { audience: ['array', 'second'], scope: 'read:things' },
};
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const device = 'urn:ietf:params:oauth:grant-type:device_code';

const provider = new Provider(issuer, {
  jwks: { keys: [{ ...key, use: 'sig', alg: 'RS256', kid: 'test-1' }] },
  cookies: { keys: [crypto.randomUUID()] },
  clients: [
    {
      client_id: 'spa', token_endpoint_auth_method: 'none', application_type: 'native',
      redirect_uris: ['http://127.0.0.1/callback'], response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token', device],
    },
    {
      client_id: 'spa-signed', token_endpoint_auth_method: 'none', application_type: 'native',
      redirect_uris: ['http://127.0.0.1/callback'], response_types: ['code'], grant_types: ['authorization_code'],
      userinfo_signed_response_alg: 'RS256',
    },
    { client_id: 'svc', client_secret: given.secret, redirect_uris: [], response_types: [], grant_types: ['client_credentials', EXCHANGE] },
    {
      client_id: 'svc-post', client_secret: given.secret, token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: [], response_types: [], grant_types: ['client_credentials'],
    },
    // A client for each key: its key ID is the algorithm that it is registered with.
    ...(given.keys ?? []).map((one) => ({
      client_id: `svc-${one.kid}`, token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: one.kid,
      jwks: { keys: [one] }, redirect_uris: [], response_types: [], grant_types: ['client_credentials'],
    })),
    {
      client_id: 'svc-hmac', client_secret: given.secret, token_endpoint_auth_method: 'client_secret_jwt',
      redirect_uris: [], response_types: [], grant_types: ['client_credentials'],
    },
  ],
  clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt', 'client_secret_jwt'],
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  extraParams: ['audience'],
  scopes: ['openid', 'offline_access', 'read:things', 'read:others'],
  pkce: { required: () => true },
  formats: {
    customizers: {
      jwt: (_, token, parts) => {
        if (token.aud === 'array') parts.payload.aud = ['array', 'second'];
      },
    },
  },
  features: {
    devInteractions: { enabled: true },
    clientCredentials: { enabled: true },
    deviceFlow: { enabled: true },
    introspection: { enabled: true, allowedPolicy: () => true },
    revocation: { enabled: true },
    jwtUserinfo: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: (ctx, _, oneOf) => (given.audience ? ctx.oidc.params?.audience || oneOf : oneOf),
      useGrantedResource: () => Boolean(given.granted),
      getResourceServerInfo: (_, indicator) => {
        const api = apis[indicator];
        if (!api) throw new errors.InvalidTarget('unknown resource');
        return { ...api, accessTokenFormat: 'jwt', accessTokenTTL: 300, jwt: { sign: { alg: 'RS256' } } };
      },
    },
  },
});
provider.proxy = false;

// oidc-provider leaves the grant of RFC 8693 to its operator: a subject token of this issuer for a token for `audience`.
provider.registerGrantType(EXCHANGE, async (ctx) => {
  const { subject_token: subject, audience } = ctx.oidc.params;
  try {
    await jwtVerify(subject, await importJWK({ kty: 'RSA', n: key.n, e: key.e }, 'RS256'), { issuer });
  } catch {
    throw new errors.InvalidGrant('the subject token is not one of ours');
  }
  const info = Object.values(apis).find((api) => api.audience === audience);
  if (!info) throw new errors.InvalidTarget('the audience is not known');
  const token = new provider.AccessToken({ client: ctx.oidc.client, accountId: decodeJwt(subject).sub, gty: 'token_exchange' });
  token.resourceServer = new provider.ResourceServer(audience, { ...info, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } });
  ctx.body = {
    access_token: await token.save(), issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    token_type: 'Bearer', expires_in: token.expiration,
  };
}, ['subject_token', 'subject_token_type', 'audience', 'resource', 'scope', 'actor_token', 'actor_token_type', 'requested_token_type'], ['resource']);

server.on('request', provider.callback());
process.stdin.on('end', () => process.exit(0)).resume();
console.log(JSON.stringify({ issuer }));
