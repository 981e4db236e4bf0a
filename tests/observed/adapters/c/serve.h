/* Answers trials on standard input, one JSON object a line, with what a verifier did, one line each, in order. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* NULL when the token is accepted, else the text of the refusal, empty where it has none. */
typedef const char *(*verifier)(const char *token, const char *key, const char *audience, const char *issuer);

static const char *text(json_t *question, const char *name) { return json_string_value(json_object_get(question, name)); }

static int serve(verifier verify) {
  char *line = NULL;
  size_t size = 0;
  while (getline(&line, &size, stdin) > 0) {
    json_t *question = json_loads(line, 0, NULL);
    const char *message =
        verify(text(question, "token"), text(question, "key"), text(question, "audience"), text(question, "issuer"));
    json_t *answer = message && *message ? json_pack("{s:b,s:s}", "accepted", 0, "message", message) : json_pack("{s:b}", "accepted", !message);
    char *out = json_dumps(answer, JSON_COMPACT);
    puts(out);
    fflush(stdout);
    free(out);
    json_decref(answer);
    json_decref(question);
  }
  free(line);
  return 0;
}
