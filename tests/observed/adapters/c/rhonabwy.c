/* Puts trials before rhonabwy, told to check the expiry and what is expected; its answers are numbers with names. */
// /// observed
// debian = ["librhonabwy-dev", "libjansson-dev", "gcc", "libc6-dev"]
// link = ["rhonabwy", "jansson"]
// [reach]
// pair = true
// issuers = "at most one"
// single = true  # a claim is compared with one value
// nonempty = true
// needs = ["exp"]  # what is checked has to be there
// never = ["nbf"]  # as exp, it would have to be in every token
// [recipe]
// imports = '''
// #include <rhonabwy.h>
// #define REFUSAL "RHN_ERROR_PARAM"
// '''
// before = '''
//   jwt_t *jwt;
//   jwk_t *pair;
//   jwks_t *keys;
//   r_jwt_init(&jwt);
//   r_jwt_parse(jwt, token, 0);
//   r_jwk_init(&pair);
//   r_jwk_import_from_pem_der(pair, R_X509_TYPE_PUBKEY, R_FORMAT_PEM, (const unsigned char *)key, strlen(key));
//   r_jwk_set_property_str(pair, "kid", "observed");
//   r_jwks_init(&keys);
//   r_jwks_append_jwk(keys, pair);
//   r_jwt_add_sign_jwks(jwt, NULL, keys);
// '''
// after = 'return 0;'
// ///
#include <rhonabwy.h>

#include "serve.h"

static const char *name(int code) {
  static char other[40];
  switch (code) {
    case RHN_ERROR: return "RHN_ERROR";
    case RHN_ERROR_PARAM: return "RHN_ERROR_PARAM";
    case RHN_ERROR_INVALID: return "RHN_ERROR_INVALID";
    case RHN_ERROR_UNSUPPORTED: return "RHN_ERROR_UNSUPPORTED";
  }
  snprintf(other, sizeof other, "code %d", code);
  return other;
}

static const char *check(const char *token, const char *key, const char *audience, const char *issuer) {
  jwt_t *jwt;
  jwk_t *pair;
  int code;
  r_jwt_init(&jwt);
  code = r_jwt_parse(jwt, token, 0);
  r_jwk_init(&pair);
  r_jwk_import_from_pem_der(pair, R_X509_TYPE_PUBKEY, R_FORMAT_PEM, (const unsigned char *)key, strlen(key));
  if (code == RHN_OK) code = r_jwt_verify_signature(jwt, pair, 0);
  if (code == RHN_OK) code = r_jwt_validate_claims(jwt, R_JWT_CLAIM_EXP, R_JWT_CLAIM_NOW, R_JWT_CLAIM_NOP);
  if (code == RHN_OK && issuer) code = r_jwt_validate_claims(jwt, R_JWT_CLAIM_ISS, issuer, R_JWT_CLAIM_NOP);
  if (code == RHN_OK && audience) code = r_jwt_validate_claims(jwt, R_JWT_CLAIM_AUD, audience, R_JWT_CLAIM_NOP);
  r_jwk_free(pair);
  r_jwt_free(jwt);
  return code == RHN_OK ? NULL : name(code);
}

int main(void) { return serve(check); }
