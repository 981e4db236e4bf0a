// Puts trials before Jetty's OpenID module, which redeems a code at the token endpoint of a provider of its own.
// /// observed
// debian = ["libjetty9-extra-java", "libjackson2-databind-java", "openjdk-17-jdk-headless"]
// link = ["jetty9-openid", "jetty9-client", "jetty9-security", "jetty9-server", "jetty9-http", "jetty9-io", "jetty9-util", "jetty9-util-ajax", "servlet-api", "jackson-databind", "jackson-core", "jackson-annotations"]
// [reach]
// pair = true
// issuers = "one"
// single = true  # a client has one id
// nonempty = true
// needs = ["exp"]  # without one, a NullPointerException is thrown
// [recipe]
// imports = '''
// import com.sun.net.httpserver.HttpServer;
// import java.net.InetSocketAddress;
// import org.eclipse.jetty.client.HttpClient;
// import org.eclipse.jetty.security.openid.OpenIdConfiguration;
// import org.eclipse.jetty.security.openid.OpenIdCredentials;
// '''
// before = '''
// var provider = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
// provider.createContext("/", exchange -> {
//     exchange.sendResponseHeaders(200, 0);
//     try (var body = exchange.getResponseBody()) {
//         var text = "{\"access_token\": \"opaque\", \"token_type\": \"Bearer\", \"id_token\": \"" + token + "\"}";
//         body.write(text.getBytes());
//     }
// });
// provider.start();
// var authorizationEndpoint = "https://login.example.com/authorize";
// var tokenEndpoint = "http://127.0.0.1:" + provider.getAddress().getPort() + "/token";
// var clientSecret = "observed";
// var httpClient = new HttpClient();
// httpClient.start();
// '''
// after = '''
// new OpenIdCredentials("code", "https://app.example.com/callback").redeemAuthCode(configuration);
// httpClient.stop();
// provider.stop(0);
// '''
// ///
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.security.openid.OpenIdConfiguration;
import org.eclipse.jetty.security.openid.OpenIdCredentials;

final class Program {
    private static volatile String token;

    public static void main(String[] arguments) throws Exception {
        var provider = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        provider.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            var text = "{\"access_token\": \"opaque\", \"token_type\": \"Bearer\", \"id_token\": \"" + token + "\"}";
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            try (var body = exchange.getResponseBody()) {
                body.write(bytes);
            }
        });
        provider.start();
        var at = "http://127.0.0.1:" + provider.getAddress().getPort() + "/token";
        var client = new HttpClient();
        client.start();
        Serving.serve("", asked -> {
            token = asked.token();
            var audience = asked.audiences() == null ? null : asked.audiences().get(0);
            var issuer = asked.issuers().get(0);
            var configuration =
                new OpenIdConfiguration(issuer, "https://login.example.com/authorize", at, audience, "observed", client);
            new OpenIdCredentials("code", "https://app.example.com/callback").redeemAuthCode(configuration);
        });
        client.stop();
        provider.stop(0);
    }
}
