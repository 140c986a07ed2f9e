using Microsoft.Extensions.Options;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Hosting;

/// <summary>Checks a registration as the client itself would, but when the program starts.</summary>
internal sealed class RegistrationCheck(string registration) : IValidateOptions<SequenceRegistration>
{
    /// <summary>The name of the registration; empty for the one of the program.</summary>
    public string Registration { get; } = registration;

    public ValidateOptionsResult Validate(string? name, SequenceRegistration options)
    {
        if (name != Registration)
            return ValidateOptionsResult.Skip;
        try
        {
            _ = new TransportSettings(Check.Text(options.ApiKey, nameof(options.ApiKey)), options);
            return ValidateOptionsResult.Success;
        }
        catch (SequenceValidationException e)
        {
            string field = e.Field == Credential.KeyField ? nameof(options.ApiKey) : e.Field;
            return ValidateOptionsResult.Fail($"AddSequence({(Registration.Length > 0 ? $"\"{Registration}\"" : "")}): {field}{e.Message[e.Field.Length..]}");
        }
    }
}
