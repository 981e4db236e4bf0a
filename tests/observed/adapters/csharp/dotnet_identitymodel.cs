// Puts trials before Microsoft.IdentityModel.
// /// observed
// pypi = ["msmcp-azure"]
// debian = ["mono-mcs"]
// carried = "8.22.0"
// [reach]
// dates = true
// core = true  # an entry holds the text up to its first value of no interest
// [recipe]
// after = 'if (!result.IsValid) throw result.Exception;'
// ///
using System;
using System.Threading.Tasks;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

public static class Program
{
    public static int Main()
    {
        // The values of a mismatch, which are left out of its text from 8.8.0 unless this is set.
        AppContext.SetData("Switch.Microsoft.IdentityModel.DoNotScrubExceptions", "true");
        Serving.Serve(typeof(TokenValidationParameters).Assembly, Verify).Wait();
        return 0;
    }

    private static async Task<Refusal> Verify(Question asked)
    {
        asked.Key.KeyId = "observed";
        var parameters = new TokenValidationParameters
        {
            ValidAudience = asked.Audience,
            ValidAudiences = asked.Audiences,
            ValidIssuer = asked.Issuer,
            ValidIssuers = asked.Issuers,
            ValidateIssuer = asked.Issuer != null || asked.Issuers != null,
            ValidAlgorithms = new[] { asked.Algorithm },
            IssuerSigningKey = asked.Key,
        };
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(asked.Token, parameters);
        return result.IsValid ? null : new Refusal { Message = result.Exception.Message };
    }
}
