// Puts trials before golang-jwt v4, which leaves what is expected to its caller.
// /// observed
// debian = ["golang-github-golang-jwt-jwt-dev", "golang-go"]
// [reach]
// pair = true  # for a shared secret, another text tells of a bad signature
// texts = ["iss", "sub"]  # of another type, the text is that of the JSON package
// issuers = "at most one"
// single = true  # VerifyAudience takes one value
// nonempty = true
// [recipe]
// imports = '"github.com/golang-jwt/jwt"'
// before = '''
// keyFunc := func(*jwt.Token) (any, error) { return key, nil }
// '''
// ///
package main

import (
	"errors"

	"github.com/golang-jwt/jwt"
)

func main() {
	serve(func(asked question) error {
		claims := jwt.RegisteredClaims{}
		parser := jwt.NewParser(jwt.WithValidMethods([]string{asked.Algorithm}))
		find := func(*jwt.Token) (any, error) { return key(asked), nil }
		if _, err := parser.ParseWithClaims(asked.Token, &claims, find); err != nil {
			return err
		}
		if asked.Audience != nil && !claims.VerifyAudience(*asked.Audience, true) {
			return errors.New("")
		}
		if asked.Issuer != nil && !claims.VerifyIssuer(*asked.Issuer, true) {
			return errors.New("")
		}
		return nil
	})
}
