using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using JsonException = System.Text.Json.JsonException;

namespace Sequence.ContractProbe.Calls;

/// <summary>Reads JSON by the letter of the standard, with whole numbers and decimals as they came.</summary>
internal static class AnswerJson
{
    private static readonly JsonLoadSettings NoDuplicates = new() { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error };

    /// <returns>The value; null and the reason when the text is no JSON.</returns>
    public static JToken? Read(string text, out string problem)
    {
        problem = "";
        try
        {
            // Newtonsoft takes comments, single quotes and NaN for JSON too; the framework's parser does not.
            using (JsonDocument.Parse(text))
            {
                using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal };
                return JToken.ReadFrom(reader, NoDuplicates);
            }
        }
        catch (JsonException)
        {
            problem = "not JSON";
        }
        catch (Newtonsoft.Json.JsonException)
        {
            problem = "JSON with a member twice, or with a number that no decimal holds";
        }

        return null;
    }
}
