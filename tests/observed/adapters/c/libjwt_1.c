/* Puts trials before libjwt 1, which verifies the signature and leaves every claim to its caller: here, the recipe's. */
// /// observed
// debian = ["libjwt-dev", "libjansson-dev", "gcc", "libc6-dev"]
// link = ["jwt", "jansson"]
// [reach]
// issuers = "at most one"
// single = true  # the comparison of the recipe is with one value
// nonempty = true
// needs = ["exp"]  # without one, the number that is read is 0, long past
// [recipe]
// imports = '''
// #include <jwt.h>
// #include <time.h>
// '''
// after = 'return 0;'
// ///
#include <jwt.h>
#include <time.h>

#include "serve.h"

static int differs(jwt_t *jwt, const char *claim, const char *expected) {
  const char *found = jwt_get_grant(jwt, claim);
  return expected && (!found || strcmp(found, expected));
}

static const char *check(const char *token, const char *key, const char *audience, const char *issuer) {
  jwt_t *jwt = NULL;
  int error = jwt_decode(&jwt, token, (const unsigned char *)key, strlen(key));
  if (error) return strerror(error);
  int refused = differs(jwt, "aud", audience) || differs(jwt, "iss", issuer) || jwt_get_grant_int(jwt, "exp") < time(NULL);
  jwt_free(jwt);
  return refused ? "" : NULL;
}

int main(void) { return serve(check); }
