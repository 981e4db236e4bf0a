# Puts trials before the ID Token of openid_connect.
# /// observed
# debian = ["ruby-openid-connect"]
# [reach]
# pair = true
# single = true  # a client has one id
# configured = true  # it is refused at once without one
# needs = ["iss", "sub", "iat", "exp"]  # the text on their absence names all that are missing
# texts = ["iss", "sub"]
# nonempty = true
# issuers = "one"
# [recipe]
# before = 'require "openid_connect"; nonce = nil'
# ///
require "openid_connect"
require_relative "serve"

token = OpenIDConnect::ResponseObject::IdToken
serve(token::InvalidToken, AttrRequired::AttrMissing, JSON::JWS::VerificationFailed, JSON::JWT::InvalidFormat) do |question, key|
  claims = token.decode(question["token"], key)
  claims.verify!(issuer: question["issuer"], client_id: question["audience"])
end
