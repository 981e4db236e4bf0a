// Puts trials before the idtoken package of Google's API client; its own HTTP client leads it to keys of this machine.
// /// observed
// debian = ["golang-google-api-dev", "golang-gopkg-square-go-jose.v2-dev", "golang-go"]
// [reach]
// pair = true
// texts = ["iss", "sub"]  # of another type, the text is that of the JSON package
// issuers = "none"  # the issuer is left to the caller
// single = true  # Validate takes one audience
// nonempty = true
// [recipe]
// imports = '''
// "context"
// "crypto/tls"
// "net"
// "net/http"
// "net/http/httptest"
//
// "google.golang.org/api/idtoken"
// "gopkg.in/square/go-jose.v2"
// '''
// before = '''
// ctx := context.Background()
// server := httptest.NewTLSServer(http.HandlerFunc(func(response http.ResponseWriter, _ *http.Request) {
// 	set := jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key, KeyID: "observed", Algorithm: "RS256", Use: "sig"}}}
// 	_ = json.NewEncoder(response).Encode(set)
// }))
// defer server.Close()
// dial := func(context.Context, string, string) (net.Conn, error) { return net.Dial("tcp", server.Listener.Addr().String()) }
// http.DefaultClient.Transport = &http.Transport{DialContext: dial, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
// '''
// after = '_ = payload'
// ///
package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"

	"google.golang.org/api/idtoken"
	"google.golang.org/api/option"
	"gopkg.in/square/go-jose.v2"
)

func main() {
	var known any
	server := httptest.NewTLSServer(http.HandlerFunc(func(response http.ResponseWriter, _ *http.Request) {
		set := jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: known, KeyID: "observed", Algorithm: "RS256", Use: "sig"}}}
		_ = json.NewEncoder(response).Encode(set)
	}))
	dial := func(context.Context, string, string) (net.Conn, error) {
		return net.Dial("tcp", server.Listener.Addr().String())
	}
	transport := &http.Transport{DialContext: dial, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	client := option.WithHTTPClient(&http.Client{Transport: transport})
	validator, err := idtoken.NewValidator(context.Background(), client)
	if err != nil {
		panic(err)
	}
	serve(func(asked question) error {
		known = key(asked)
		audience := ""
		if asked.Audience != nil {
			audience = *asked.Audience
		}
		_, err := validator.Validate(context.Background(), asked.Token, audience)
		return err
	})
}
