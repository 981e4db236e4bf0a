# Puts trials before the ID Token verifier of googleauth, whose keys are fetched from a server of its own.
# /// observed
# debian = ["ruby-googleauth"]
# [reach]
# pair = true
# [recipe]
# issuer = "https://accounts.google.com"
# before = '''
# require "googleauth/id_tokens"
# tokens = Google::Auth::IDTokens
# source = tokens::StaticKeySource.new([tokens::KeyInfo.new(id: "observed", key: key, algorithm: "RS256")])
# tokens.instance_variable_set(:@oidc_key_source, source)
# '''
# ///
require "googleauth/id_tokens"
require "socket"
require_relative "serve"

# With OpenSSL 3 this version reads no key of a JWK Set, but those of certificates.
certificates = nil
server = TCPServer.new("127.0.0.1", 0)
Thread.new do
  loop do
    connection = server.accept
    until connection.gets.strip.empty? do end
    body = certificates.to_json
    connection.write "HTTP/1.1 200 OK\r\nContent-Length: #{body.bytesize}\r\nConnection: close\r\n\r\n#{body}"
    connection.close
  end
end

# A certificate for this key, of an authority that nobody asks for.
certify = lambda do |key|
  certificate = OpenSSL::X509::Certificate.new
  certificate.public_key = key
  certificate.not_before = Time.now
  certificate.not_after = Time.now + 86_400
  certificate.sign(OpenSSL::PKey::RSA.new(2048), "SHA256").to_pem
end

tokens = Google::Auth::IDTokens
keys = tokens::X509CertHttpKeySource.new("http://127.0.0.1:#{server.addr[1]}/certs")
serve(tokens::VerificationError) do |question, key|
  certificates ||= { observed: certify.(key) }
  verifier = tokens::Verifier.new(key_source: keys, aud: question["audience"], iss: question["issuer"])
  verifier.verify(question["token"])
end
