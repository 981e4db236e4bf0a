// Puts trials before go-jose 2.
// /// observed
// debian = ["golang-gopkg-square-go-jose.v2-dev", "golang-go"]
// [reach]
// core = true  # its texts begin with the name that it had then
// texts = ["iss", "sub"]  # of another type, the text is that of the JSON package
// issuers = "at most one"
// single = true  # the trials of this language name one
// nonempty = true
// once = true  # such a payload is refused by the JSON package
// [recipe]
// imports = '''
// "time"
//
// "gopkg.in/square/go-jose.v2/jwt"
// '''
// ///
package main

import (
	"time"

	"gopkg.in/square/go-jose.v2/jwt"
)

func main() {
	serve(func(asked question) error {
		parsed, err := jwt.ParseSigned(asked.Token)
		if err != nil {
			return err
		}
		var claims jwt.Claims
		if err := parsed.Claims(key(asked), &claims); err != nil {
			return err
		}
		expected := jwt.Expected{Time: time.Now()}
		if asked.Audience != nil {
			expected.Audience = jwt.Audience{*asked.Audience}
		}
		if asked.Issuer != nil {
			expected.Issuer = *asked.Issuer
		}
		return claims.Validate(expected)
	})
}
