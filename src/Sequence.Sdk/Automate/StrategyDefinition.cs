using System.Buffers.Text;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

/// <summary>
/// What a hosted strategy is made of. Required: <see cref="Name"/>, <see cref="Entrypoint"/> and the artifact, a zip or tar archive
/// that <see cref="SetArtifact"/> takes as bytes and <see cref="ArtifactBase64"/> as base64.
/// </summary>
public partial class StrategyDefinition
{
    /// <summary>A definition with what the server expects today: the runtime <c>python</c>, and stopped after its creation.</summary>
    public StrategyDefinition()
    {
        Runtime = "python";
        StartImmediately = false;
    }

    /// <summary>Sets <see cref="ArtifactBase64"/> from the bytes of a zip or tar archive.</summary>
    /// <param name="archive">The archive; not empty.</param>
    /// <returns>This definition.</returns>
    /// <exception cref="SequenceValidationException">The archive is empty.</exception>
    public StrategyDefinition SetArtifact(ReadOnlySpan<byte> archive)
    {
        if (archive.IsEmpty)
            throw new SequenceValidationException(nameof(archive), "must not be empty.");
        ArtifactBase64 = Convert.ToBase64String(archive);
        return this;
    }

    internal void Validate()
    {
        Check.Text(Name, nameof(Name));
        Check.Text(Runtime, nameof(Runtime));
        Check.Text(Entrypoint, nameof(Entrypoint));
        Check.Text(ArtifactBase64, nameof(ArtifactBase64));
        if (!Base64.IsValid(ArtifactBase64))
            throw new SequenceValidationException(nameof(ArtifactBase64), "is no base64 text. SetArtifact takes the bytes of the archive.");
        ValidateObject(Manifest, nameof(Manifest));
        ValidateObject(Placement, nameof(Placement));
        ValidateObject(Risk, nameof(Risk));
        ValidateObject(Resources, nameof(Resources));
        ValidateNames(Env, nameof(Env));
        ValidateNames(Secrets, nameof(Secrets));
        if (SequenceApiKey is not null)
            Check.Text(SequenceApiKey, nameof(SequenceApiKey));
    }

    private static void ValidateObject(JToken? value, string field)
    {
        if (value is not null)
            Check.JsonObject(value, field);
    }

    private static void ValidateNames(IReadOnlyDictionary<string, string>? variables, string field)
    {
        foreach ((string name, string value) in variables ?? new Dictionary<string, string>())
        {
            Check.Text(name, field);
            if (value is null)
                throw new SequenceValidationException($"{field}[{name}]", "must not be null.");
        }
    }
}
