# Puts trials before the portal of LemonLDAP::NG, as logins by way of a provider: each setting is one more provider.
# /// observed
# debian = ["liblemonldap-ng-portal-perl", "perl"]
# [reach]
# pair = true
# issuers = "one"
# single = true  # a client has one id
# nonempty = true
# needs = ["sub"]  # it names the user; without one, the login ends later
# texts = ["sub"]
# never = ["at_hash"]  # it is the hash of an access token that the trial does not know
# [recipe]
# configuration = true
# ///
use strict;
use warnings;
use File::Temp "tempdir";
use IO::Socket::INET;
use JSON::PP;
use MIME::Base64 "encode_base64url";
use Serve;

# The provider's token endpoint, in a process of its own: the code of the login is the ID Token that it answers with.
my $endpoint = IO::Socket::INET->new(LocalAddr => "127.0.0.1", Listen => 5) or die $!;
my $provider = fork;
if (!$provider) {
    while (my $connection = $endpoint->accept) {
        my ($length, $form) = 0;
        while (my $line = <$connection>) {
            $length = $1 if $line =~ /^Content-Length: (\d+)/i;
            last if $line =~ /^\r?\n\z/;
        }
        read $connection, $form, $length;
        my ($token) = $form =~ /(?:^|&)code=([^&]*)/;
        my $body = encode_json({ access_token => "opaque", token_type => "Bearer", id_token => $token });
        print $connection "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\nContent-Length: ", length $body, "\r\n\r\n$body";
        close $connection;
    }
    exit;
}
END { kill "TERM", $provider if $provider }

require Crypt::OpenSSL::RSA;
require Lemonldap::NG::Portal::Main;

my $folder = tempdir(CLEANUP => 1);
mkdir "$folder/$_" for "sessions", "locks";
my %configuration = (
    cfgAuthor => "observed", cfgDate => time, domain => "example.com", portal => "http://auth.example.com/",
    cookieName => "lemonldap", key => "observed", authentication => "OpenIDConnect", userDB => "Null", passwordDB => "Null",
    locationRules => { "auth.example.com" => { default => "accept" } },
    globalStorage => "Apache::Session::File",
    globalStorageOptions => { Directory => "$folder/sessions", LockDirectory => "$folder/locks" },
    oidcRPCallbackGetParam => "openidconnectcallback",
    # No captcha is shown, and the usual module would need ImageMagick.
    captcha => "::Plugins::History",
);
my %local = (
    configStorage => { type => "File", dirName => $folder }, localStorage => "", localSessionStorage => "",
    logLevel => "error", map { $_ => "Lemonldap::NG::Common::Logger::Std" } "logger", "userLogger",
);
my $json = JSON::PP->new->ascii->canonical;
my (%names, $portal, $log);

# What the portal answers to this request as JSON, or the address to which it leads.
sub get {
    my ($query, $accept) = @_;
    open my $nothing, "<", \"";
    my ($status, $headers, $body) = @{ $portal->({
        REQUEST_METHOD => "GET", PATH_INFO => "/", QUERY_STRING => $query, REQUEST_URI => "/?$query", SCRIPT_NAME => "",
        HTTP_HOST => "auth.example.com", HTTP_ACCEPT => $accept, REMOTE_ADDR => "127.0.0.1", SERVER_PORT => 80,
        SERVER_NAME => "auth.example.com", SERVER_PROTOCOL => "HTTP/1.1",
        "psgi.url_scheme" => "http", "psgi.input" => $nothing, "psgi.errors" => *STDERR,
    }) };
    my %headers = @$headers;
    return $headers{Location} // $json->decode(join "", @$body);
}

# The name of the provider with these options and this issuer; a new one makes a new configuration.
sub name {
    my ($options, $issuer, $pem) = @_;
    my $setting = $json->encode([$options, $issuer]);
    return $names{$setting} if $names{$setting};
    my $name = $names{$setting} = "provider" . keys %names;
    my ($n, $e) = map { encode_base64url($_->to_bin) } (Crypt::OpenSSL::RSA->new_public_key($pem)->get_key_parameters)[0, 1];
    $configuration{oidcOPMetaDataOptions}{$name} = {
        oidcOPMetaDataOptionsClientSecret => "observed", oidcOPMetaDataOptionsUseNonce => 0,
        oidcOPMetaDataOptionsCheckJWTSignature => 1, %$options,
    };
    $configuration{oidcOPMetaDataJSON}{$name} = $json->encode({
        issuer => $issuer, authorization_endpoint => "https://login.example.com/authorize",
        token_endpoint => "http://127.0.0.1:" . $endpoint->sockport . "/token",
    });
    $configuration{oidcOPMetaDataJWKS}{$name} =
        $json->encode({ keys => [{ kty => "RSA", kid => "observed", n => $n, e => $e }] });
    $configuration{cfgNum} = keys %names;
    open my $file, ">", "$folder/lmConf-$configuration{cfgNum}.json" or die $!;
    print $file $json->encode(\%configuration);
    close $file;
    $portal = Lemonldap::NG::Portal::Main->run(\%local);
    return $name;
}

# Its log is on standard error.
close STDERR;
open STDERR, ">", \$log or die $!;
serve(sub {
    my ($question) = @_;
    my $options = {};
    if (defined $question->{recipe}) {
        $options = $json->decode($question->{recipe})->{oidcOPMetaDataOptions}{upstream};
    } elsif (defined $question->{audience}) {
        $options = { oidcOPMetaDataOptionsClientID => $question->{audience} };
    }
    my $name = name($options, $question->{issuer} // "https://login.example.com/", $question->{key});
    my ($state) = get("idp=$name", "text/html") =~ /[?&]state=([^&]*)/;
    die "no login begins: $log" unless defined $state;
    seek STDERR, 0, 0;
    $log = "";
    my $answer = eval { get("openidconnectcallback=1&code=$question->{token}&state=$state", "application/json") };
    die $@ =~ s/ at \S+ line .*//sr, "\n" if $@;
    return if $answer->{result};
    my ($first) = $log =~ /\[error\] (.*)/;
    die "$first\n";
});
