// Puts trials before the JwtBearer handler of ASP.NET Core, behind its own HTTP server.
// /// observed
// pypi = ["msmcp-azure"]
// debian = ["mono-mcs"]
// carried = "10.0.0"
// [reach]
// dates = true
// core = true  # an entry holds the text of the description, without the header around it
// [recipe]
// before = 'var builder = Service.Builder();'
// after = '''
// var caller = new System.Net.Http.HttpClient(new Authority("https://login.example.com/", key));
// builder.Services.Configure<JwtBearerOptions>("Bearer", options => options.Backchannel = caller);
// var server = builder.Build();
// server.Use(Service.Respond);
// await server.StartAsync();
// var refusal = await Service.Call(server, token);
// if (refusal != null) throw new Exception(refusal.Message);
// '''
// ///
using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

public static class Program
{
    private static Question asking;
    private static WebApplication server;

    public static int Main()
    {
        // The values of a mismatch, which are left out from Microsoft.IdentityModel 8.8.0 unless this is set.
        AppContext.SetData("Switch.Microsoft.IdentityModel.DoNotScrubExceptions", "true");
        Run().Wait();
        return 0;
    }

    private static async Task Run()
    {
        server = Service.Builder().Build();
        server.Use(Respond);
        await server.StartAsync();
        await Serving.Serve(typeof(JwtBearerHandler).Assembly, Verify);
    }

    // A handler with the setting of this trial.
    private static Task Respond(HttpContext context, RequestDelegate next)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddAuthentication("Bearer").AddJwtBearer("Bearer", Configure);
        context.RequestServices = services.BuildServiceProvider();
        return Service.Respond(context, next);
    }

    private static void Configure(JwtBearerOptions options)
    {
        asking.Key.KeyId = "observed";
        var parameters = options.TokenValidationParameters;
        parameters.ValidAudience = asking.Audience;
        parameters.ValidAudiences = asking.Audiences;
        parameters.ValidIssuer = asking.Issuer;
        parameters.ValidIssuers = asking.Issuers;
        parameters.ValidateIssuer = asking.Issuer != null || asking.Issuers != null;
        parameters.IssuerSigningKey = asking.Key;
    }

    private static Task<Refusal> Verify(Question asked)
    {
        asking = asked;
        return Service.Call(server, asked.Token);
    }
}
