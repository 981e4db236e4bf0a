# Puts trials before ruby-jwt, told to check what is expected.
# /// observed
# debian = ["ruby-jwt"]
# [recipe]
# before = 'require "jwt"'
# ///
require "jwt"
require_relative "serve"

serve(JWT::DecodeError) do |question, key|
  options = { algorithm: question["algorithm"] }
  { aud: question["audience"], iss: question["issuer"] }.each do |name, value|
    options.merge!(name => value, "verify_#{name}": true) unless value.nil?
  end
  JWT.decode(question["token"], key, true, options)
end
