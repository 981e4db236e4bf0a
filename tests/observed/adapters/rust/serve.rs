//! Answers trials on standard input, one JSON object a line, with what a verifier did, one line each, in order.
use serde_json::{json, Value};
use std::io::{stdin, stdout, BufRead, Write};

/// The verifier's `Ok` is that the token is accepted; its error is the text of the refusal.
pub fn serve(verify: impl Fn(&Value) -> Result<(), String>) {
    for line in stdin().lock().lines() {
        let question: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let answer = match verify(&question) {
            Ok(()) => json!({"accepted": true}),
            Err(message) => json!({"accepted": false, "message": message}),
        };
        writeln!(stdout(), "{answer}").unwrap();
    }
}

/// One value, several or none of a setting; `None` when nothing is configured.
pub fn values<'a>(question: &'a Value, name: &str) -> Option<Vec<&'a str>> {
    match &question[name] {
        Value::Null => None,
        Value::String(one) => Some(vec![one]),
        several => Some(several.as_array()?.iter().filter_map(Value::as_str).collect()),
    }
}
