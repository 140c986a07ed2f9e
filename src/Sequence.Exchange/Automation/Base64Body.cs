namespace Sequence.Exchange.Automation;

/// <summary>A file inside a JSON body.</summary>
internal static class Base64Body
{
    /// <exception cref="RefusedException">Validation: missing, or no base64.</exception>
    public static byte[] Read(string? base64, Field at)
    {
        try
        {
            return Convert.FromBase64String(at.Text(base64));
        }
        catch (FormatException)
        {
            throw at.Refuse("is no base64 text.");
        }
    }
}
