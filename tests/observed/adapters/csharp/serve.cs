using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.IdentityModel.Tokens;

// One trial; what is not configured is null.
public sealed class Question
{
    public string Token;
    public SecurityKey Key;
    public string Algorithm;
    public string Audience, Issuer;
    public string[] Audiences, Issuers;
}

// What a verifier said when it refused.
public sealed class Refusal
{
    public string Message;
    public int? Status;
}

public static class Serving
{
    // Answers trials on standard input, one JSON object a line, with what a verifier did, one line each, in order.
    // The verifier returns null when the token is accepted. The version is that of the assembly of the verifier.
    public static async Task Serve(Assembly verifier, Func<Question, Task<Refusal>> verify)
    {
        var input = new StreamReader(Console.OpenStandardInput());
        var output = new StreamWriter(Console.OpenStandardOutput());
        for (string line; (line = input.ReadLine()) != null;)
        {
            output.Write(await Answer(JsonDocument.Parse(line).RootElement, verifier, verify));
            output.Write('\n');
            output.Flush();
        }
    }

    private static async Task<string> Answer(JsonElement asked, Assembly verifier, Func<Question, Task<Refusal>> verify)
    {
        if (Has(asked, "version"))
            return "{\"version\":" + Quoted(verifier.GetCustomAttribute<AssemblyInformationalVersionAttribute>().InformationalVersion) + "}";
        try
        {
            var refusal = await verify(Read(asked));
            if (refusal == null)
                return "{\"accepted\":true}";
            var status = refusal.Status == null ? "null" : refusal.Status.ToString();
            return "{\"accepted\":false,\"message\":" + Quoted(refusal.Message) + ",\"status\":" + status + "}";
        }
        catch (Exception failure)
        {
            return "{\"crash\":" + Quoted(failure.ToString()) + "}";
        }
    }

    private static Question Read(JsonElement asked)
    {
        var question = new Question
        {
            Token = Text(asked, "token"),
            Key = Key(Text(asked, "key")),
            Algorithm = Text(asked, "algorithm"),
        };
        One(asked, "audience", out question.Audience, out question.Audiences);
        One(asked, "issuer", out question.Issuer, out question.Issuers);
        return question;
    }

    // A setting as people write it: one value, or a list.
    private static void One(JsonElement asked, string name, out string one, out string[] several)
    {
        one = null;
        several = null;
        JsonElement value;
        if (!asked.TryGetProperty(name, out value))
            return;
        if (value.ValueKind == JsonValueKind.String)
            one = value.GetString();
        else
            several = value.EnumerateArray().Select(member => member.GetString()).ToArray();
    }

    // The shared secret, or the public key in PEM.
    public static SecurityKey Key(string text)
    {
        if (!text.StartsWith("-----BEGIN", StringComparison.Ordinal))
            return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(text));
        var key = System.Security.Cryptography.RSA.Create();
        key.ImportFromPem(text);
        return new RsaSecurityKey(key);
    }

    private static bool Has(JsonElement asked, string name)
    {
        JsonElement value;
        return asked.TryGetProperty(name, out value);
    }

    private static string Text(JsonElement asked, string name)
    {
        return asked.GetProperty(name).GetString();
    }

    private static string Quoted(string text)
    {
        return text == null ? "null" : "\"" + JsonEncodedText.Encode(text).ToString() + "\"";
    }
}
