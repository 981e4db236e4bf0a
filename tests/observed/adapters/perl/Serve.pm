# Answers trials on standard input, one JSON object a line, with what a verifier did, one line each, in order.
package Serve;
use strict;
use warnings;
use Exporter "import";
use JSON::PP;
our @EXPORT = ("serve");

# Calls the verifier with each question; it returns when the token is accepted, and dies when not.
sub serve {
    my ($verify) = @_;
    $| = 1;
    my $json = JSON::PP->new->utf8->canonical;
    while (my $line = <STDIN>) {
        my $question = $json->decode($line);
        my $answer = { accepted => JSON::PP::true };
        if (!eval { $verify->($question); 1 }) {
            my $message = "$@";
            $message =~ s/ at \S+ line \d+\.\n\z//;
            $answer = { accepted => JSON::PP::false, message => $message };
        }
        print $json->encode($answer), "\n";
    }
}

1;
