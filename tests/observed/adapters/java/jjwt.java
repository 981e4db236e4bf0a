// Puts trials before JJWT.
// /// observed
// jars = ["jjwt-impl", "jjwt-api", "jjwt-jackson", "jackson-databind", "jackson-core", "jackson-annotations"]
// debian = ["openjdk-17-jdk-headless"]
// [reach]
// issuers = "at most one"
// once = true
// nonempty = true
// dates = true
// core = true  # an entry leaves out the full stop at the end
// [recipe]
// imports = '''
// import io.jsonwebtoken.Claims;
// import io.jsonwebtoken.Jwts;
// '''
// ///
import io.jsonwebtoken.Jwts;
import java.security.PublicKey;
import java.util.List;
import javax.crypto.SecretKey;

final class Program {
    public static void main(String[] arguments) throws Exception {
        Serving.serve("", asked -> {
            var parser = Jwts.parser();
            if (asked.key() instanceof PublicKey key) {
                parser.verifyWith(key);
            } else {
                parser.verifyWith((SecretKey) asked.key());
            }
            for (var audience : asked.audiences() == null ? List.<String>of() : asked.audiences()) {
                parser.requireAudience(audience);
            }
            if (asked.issuers() != null) {
                parser.requireIssuer(asked.issuers().get(0));
            }
            parser.build().parseSignedClaims(asked.token());
        });
    }
}
