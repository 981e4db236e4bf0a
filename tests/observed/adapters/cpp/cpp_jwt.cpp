// Puts trials before cpp-jwt.
// /// observed
// debian = ["libcpp-jwt-dev", "nlohmann-json3-dev", "libssl-dev", "g++"]
// link = ["ssl", "crypto"]
// [reach]
// pair = true  # for a shared secret, another text tells of a bad signature
// texts = ["iss"]  # of another type, it is refused for that
// issuers = "at most one"
// single = true  # a claim is compared with one value
// nonempty = true
// ///
#include <jwt/jwt.hpp>

#include "serve.hpp"

using namespace jwt::params;

int main() {
  return serve([](const nlohmann::json &question) {
    const std::string token = question.at("token"), key = question.at("key"), algorithm = question.at("algorithm");
    const auto allowed = algorithms({algorithm});
    const std::string audience = question.value("audience", ""), issued = question.value("issuer", "");
    if (question.contains("audience") && question.contains("issuer"))
      jwt::decode(token, allowed, secret(key), aud(audience), issuer(issued));
    else if (question.contains("audience"))
      jwt::decode(token, allowed, secret(key), aud(audience));
    else if (question.contains("issuer"))
      jwt::decode(token, allowed, secret(key), issuer(issued));
    else
      jwt::decode(token, allowed, secret(key));
  });
}
