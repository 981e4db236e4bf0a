# Answers trials on standard input, one JSON object a line, with what a verifier did, one line each, in order.
require "json"
require "openssl"

# Yields each question with its key; the block returns when the token is accepted, and raises one of the refusals if not.
def serve(*refusals)
  $stdout.sync = true
  $stdin.each_line do |line|
    question = JSON.parse(line)
    pair = question["key"].start_with?("-----BEGIN")
    key = pair ? OpenSSL::PKey::RSA.new(question["key"]) : question["key"]
    begin
      yield question, key
      answer = { accepted: true }
    rescue *refusals => error
      answer = { accepted: false, message: error.message }
    rescue StandardError => error
      answer = { crash: error.full_message }
    end
    puts answer.to_json
  end
end
