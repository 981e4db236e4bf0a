// Puts trials before the crate jsonwebtoken, told to require what is expected.
// /// observed
// debian = ["librust-jsonwebtoken-dev", "cargo"]
// link = ["jsonwebtoken", "serde_json"]
// [reach]
// needs = ["exp"]  # it is required by default
// once = true  # such a token is refused as malformed
// configured = true  # since 9.0, which Debian has not, an unset audience refuses a token that names one
// ///
mod serve;

use jsonwebtoken::{decode, Algorithm, DecodingKey, Validation};
use serde_json::Value;

fn main() {
    serve::serve(|question| {
        let key = question["key"].as_str().unwrap();
        let (key, algorithm) = match question["algorithm"].as_str() {
            Some("HS256") => (DecodingKey::from_secret(key.as_bytes()), Algorithm::HS256),
            _ => (DecodingKey::from_rsa_pem(key.as_bytes()).unwrap(), Algorithm::RS256),
        };
        let mut validation = Validation::new(algorithm);
        if let Some(audiences) = serve::values(question, "audience") {
            validation.set_audience(&audiences);
        }
        if let Some(issuers) = serve::values(question, "issuer") {
            validation.set_issuer(&issuers);
        }
        let token = question["token"].as_str().unwrap();
        decode::<Value>(token, &key, &validation).map(|_| ()).map_err(|error| error.to_string())
    });
}
