import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;

/** One trial; what is not configured is null. */
record Question(String token, Key key, String algorithm, List<String> audiences, List<String> issuers) {}

/** A verifier, which throws what it refuses with. */
interface Verifier {
    void verify(Question asked) throws Exception;
}

final class Serving {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Answers trials on standard input, one JSON object a line, with what a verifier did, one line each, in order. */
    static void serve(String version, Verifier verifier) throws Exception {
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line; (line = input.readLine()) != null; ) {
            JsonNode asked = JSON.readTree(line);
            ObjectNode answer = JSON.createObjectNode();
            if (asked.has("version")) {
                answer.put("version", version);
            } else {
                answer(answer, asked, verifier);
            }
            output.println(answer);
        }
    }

    private static void answer(ObjectNode answer, JsonNode asked, Verifier verifier) throws Exception {
        var key = asked.get("key").asText();
        var question = new Question(
            asked.get("token").asText(),
            key.startsWith("-----BEGIN") ? publicKey(key) : new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"),
            asked.get("algorithm").asText(),
            values(asked.get("audience")),
            values(asked.get("issuer")));
        try {
            verifier.verify(question);
            answer.put("accepted", true);
        } catch (Exception refusal) {
            answer.put("accepted", false).put("message", refusal.getMessage());
        }
    }

    private static List<String> values(JsonNode setting) {
        if (setting == null) {
            return null;
        }
        if (setting.isTextual()) {
            return List.of(setting.asText());
        }
        var values = new ArrayList<String>();
        setting.forEach(value -> values.add(value.asText()));
        return values;
    }

    /** The public key of a PEM text. */
    static PublicKey publicKey(String pem) throws GeneralSecurityException {
        var encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
    }

    /** A token and its public key, read from standard input. */
    static String[] input() throws Exception {
        JsonNode both = JSON.readTree(System.in);
        return new String[] {both.get(0).asText(), both.get(1).asText()};
    }
}
