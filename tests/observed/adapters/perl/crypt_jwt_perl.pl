# Puts trials before Crypt::JWT; what is expected is a scalar.
# /// observed
# debian = ["libcrypt-jwt-perl", "perl"]
# [reach]
# issuers = "at most one"
# single = true  # there is no list; a pattern or a function takes its place
# nonempty = true
# ///
use strict;
use warnings;
use Crypt::JWT "decode_jwt";
use Serve;

serve(sub {
    my ($question) = @_;
    my $key = $question->{key};
    my %expected;
    $expected{verify_aud} = $question->{audience} if defined $question->{audience};
    $expected{verify_iss} = $question->{issuer} if defined $question->{issuer};
    decode_jwt(
        token => $question->{token}, key => $key =~ /^-----BEGIN/ ? \$key : $key,
        accepted_alg => $question->{algorithm}, %expected,
    );
});
