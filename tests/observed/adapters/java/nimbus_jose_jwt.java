// Puts trials before Nimbus JOSE+JWT, which Hadoop carries under a name of its own.
// /// observed
// jars = ["hadoop-client-runtime", "jackson-databind", "jackson-core", "jackson-annotations"]
// debian = ["openjdk-17-jdk-headless"]
// carried = "10.4"
// [reach]
// issuers = "at most one"
// once = true
// dates = true
// [recipe]
// imports = '''
// import org.apache.hadoop.shaded.com.nimbusds.jose.proc.SecurityContext;
// import org.apache.hadoop.shaded.com.nimbusds.jwt.JWTClaimsSet;
// import org.apache.hadoop.shaded.com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
// import org.apache.hadoop.shaded.com.nimbusds.jwt.proc.DefaultJWTProcessor;
// '''
// before = '''
// var processor = new DefaultJWTProcessor<SecurityContext>();
// processor.setJWSKeySelector((header, context) -> List.of(key));
// '''
// ///
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.hadoop.shaded.com.nimbusds.jose.proc.SecurityContext;
import org.apache.hadoop.shaded.com.nimbusds.jwt.JWTClaimsSet;
import org.apache.hadoop.shaded.com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import org.apache.hadoop.shaded.com.nimbusds.jwt.proc.DefaultJWTProcessor;

final class Program {
    public static void main(String[] arguments) throws Exception {
        var known = new Properties();
        known.load(Program.class.getResourceAsStream("/META-INF/maven/com.nimbusds/nimbus-jose-jwt/pom.properties"));
        Serving.serve(known.getProperty("version"), asked -> {
            var exact = new JWTClaimsSet.Builder();
            if (asked.issuers() != null) {
                exact.issuer(asked.issuers().get(0));
            }
            Set<String> accepted = asked.audiences() == null ? null : new LinkedHashSet<>(asked.audiences());
            var processor = new DefaultJWTProcessor<SecurityContext>();
            processor.setJWSKeySelector((header, context) -> List.of(asked.key()));
            processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(accepted, exact.build(), Set.of(), null));
            processor.process(asked.token(), null);
        });
    }
}
