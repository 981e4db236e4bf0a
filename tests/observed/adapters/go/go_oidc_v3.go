// Puts trials before go-oidc, of which Debian has version 2; it fetches its keys over HTTP.
// /// observed
// debian = ["golang-github-coreos-go-oidc-dev", "golang-go"]
// [reach]
// pair = true
// texts = ["iss", "sub"]  # of another type, the text is that of the JSON package
// issuers = "one"
// single = true  # a client has one id
// nonempty = true
// core = true  # the JSON package names a type behind some texts
// [recipe]
// imports = '''
// "context"
// "crypto/tls"
// "net"
// "net/http"
// "net/http/httptest"
//
// "github.com/coreos/go-oidc"
// "gopkg.in/square/go-jose.v2"
// '''
// before = '''
// server := httptest.NewTLSServer(http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
// 	var body any = jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key, KeyID: "observed", Algorithm: "RS256", Use: "sig"}}}
// 	if request.URL.Path != "/keys" {
// 		body = map[string]string{"issuer": "https://" + request.Host + "/", "jwks_uri": "https://" + request.Host + "/keys"}
// 	}
// 	_ = json.NewEncoder(response).Encode(body)
// }))
// defer server.Close()
// dial := func(context.Context, string, string) (net.Conn, error) { return net.Dial("tcp", server.Listener.Addr().String()) }
// transport := &http.Transport{DialContext: dial, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
// ctx := oidc.ClientContext(context.Background(), &http.Client{Transport: transport})
// '''
// after = '_ = idToken'
// ///
package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"

	"github.com/coreos/go-oidc"
	"gopkg.in/square/go-jose.v2"
)

func main() {
	var known any
	server := httptest.NewServer(http.HandlerFunc(func(response http.ResponseWriter, _ *http.Request) {
		set := jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: known, KeyID: "observed", Algorithm: "RS256", Use: "sig"}}}
		_ = json.NewEncoder(response).Encode(set)
	}))
	keys := oidc.NewRemoteKeySet(context.Background(), server.URL)
	serve(func(asked question) error {
		known = key(asked)
		config := oidc.Config{}
		if asked.Audience != nil {
			config.ClientID = *asked.Audience
		}
		_, err := oidc.NewVerifier(*asked.Issuer, keys, &config).Verify(context.Background(), asked.Token)
		return err
	})
}
