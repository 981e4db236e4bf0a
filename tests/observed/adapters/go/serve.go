package main

import (
	"bufio"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"os"
	"strings"
)

// question is one trial; what is not configured is nil.
type question struct {
	Token, Key, Algorithm string
	Audience, Issuer      *string
}

// serve answers trials on standard input, one JSON object a line, with what a verifier did, one line each, in order.
// verify returns nil when the token is accepted, else the refusal.
func serve(verify func(question) error) {
	lines := bufio.NewReader(os.Stdin)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		var asked question
		answer := map[string]any{"accepted": true}
		if err := json.Unmarshal(line, &asked); err != nil {
			answer = map[string]any{"crash": err.Error()}
		} else if err := verify(asked); err != nil {
			answer = map[string]any{"accepted": false, "message": text(err)}
		}
		told, _ := json.Marshal(answer)
		os.Stdout.Write(append(told, '\n'))
	}
}

// text is what an error says; nil when that is nothing, and the panic when it cannot even say it.
func text(err error) (said any) {
	defer func() {
		if failure := recover(); failure != nil {
			said = fmt.Sprint(failure)
		}
	}()
	if err.Error() == "" {
		return nil
	}
	return err.Error()
}

// key is the shared secret or the public key of a question.
func key(asked question) any {
	if !strings.HasPrefix(asked.Key, "-----BEGIN") {
		return []byte(asked.Key)
	}
	block, _ := pem.Decode([]byte(asked.Key))
	public, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		panic(err)
	}
	return public.(*rsa.PublicKey)
}
