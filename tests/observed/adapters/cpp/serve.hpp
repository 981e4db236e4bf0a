// Answers trials on standard input, one JSON object a line, with what a verifier did, one line each, in order.
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

// The verifier returns when the token is accepted, and throws when not.
inline int serve(const std::function<void(const nlohmann::json &)> &verify) {
  for (std::string line; std::getline(std::cin, line);) {
    nlohmann::json answer = {{"accepted", true}};
    try {
      verify(nlohmann::json::parse(line));
    } catch (const std::exception &error) {
      answer = {{"accepted", false}, {"message", error.what()}};
    }
    std::cout << answer.dump() << std::endl;
  }
  return 0;
}
