using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

// A service of ASP.NET Core that asks for a token, and one who calls it.
public static class Service
{
    private static readonly HttpClient Client = new HttpClient();
    private static string thrown;

    public static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder;
    }

    public static async Task Respond(HttpContext context, RequestDelegate next)
    {
        var result = await context.AuthenticateAsync("Bearer");
        if (result.Succeeded)
            return;
        try
        {
            await context.ChallengeAsync("Bearer");
        }
        catch (InvalidOperationException failure)
        {
            thrown = failure.Message;
            throw;
        }
    }

    // What the caller gets: the header, or, where the service failed, what its log says.
    public static async Task<Refusal> Call(WebApplication server, string token)
    {
        thrown = null;
        var request = new HttpRequestMessage(HttpMethod.Get, server.Urls.First());
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        var response = await Client.SendAsync(request);
        if (response.IsSuccessStatusCode)
            return null;
        return new Refusal { Message = thrown ?? response.Headers.WwwAuthenticate.ToString(), Status = (int)response.StatusCode };
    }
}

// An authorization server of which the documents are read: its metadata and its key.
public sealed class Authority : HttpMessageHandler
{
    private readonly string issuer;
    private readonly System.Security.Cryptography.RSAParameters key;

    public Authority(string issuer, SecurityKey key)
    {
        this.issuer = issuer;
        this.key = ((RsaSecurityKey)key).Rsa.ExportParameters(false);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancelled)
    {
        var metadata = "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + issuer + "keys\"}";
        var keys = "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"observed\",\"n\":\"" + Base64UrlEncoder.Encode(key.Modulus)
            + "\",\"e\":\"" + Base64UrlEncoder.Encode(key.Exponent) + "\"}]}";
        var text = request.RequestUri.AbsolutePath == "/keys" ? keys : metadata;
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text) });
    }
}

namespace Microsoft.AspNetCore.Authentication.JwtBearer
{
    // These two belong to ASP.NET Core; the application that carries it never used them, so they were left out of it.
    public static class JwtBearerDefaults
    {
        public const string AuthenticationScheme = "Bearer";
    }

    public static class LeftOut
    {
        public static AuthenticationBuilder AddJwtBearer(this AuthenticationBuilder builder, Action<JwtBearerOptions> configure)
        {
            return builder.AddJwtBearer(JwtBearerDefaults.AuthenticationScheme, configure);
        }
    }
}
