using System.Globalization;

namespace Sequence.Exchange.Automation;

/// <summary>What a client said of a strategy: everything but its code, its secrets and its key, which are checked and forgotten.</summary>
/// <param name="Name">The client's name for it.</param>
/// <param name="Entrypoint">What would run.</param>
/// <param name="Artifact">The code's measure.</param>
/// <param name="Resources">What it may use, the defaults filled in.</param>
/// <param name="Shown">Env, manifest, placement and risk as they came, those that came.</param>
internal sealed record StrategySpec(string Name, string Entrypoint, StrategyArtifact Artifact, JObject Resources, IReadOnlyList<JProperty> Shown)
{
    public const string Runtime = "python";

    /// <summary>What a strategy gets unless it says otherwise, and the most that it can get.</summary>
    private static readonly (string Name, long Default, long Most)[] Quotas =
        [("cpu_millis", 250, 2000), ("memory_mb", 512, 4096), ("timeout_secs", 3600, 86_400)];

    /// <exception cref="RefusedException">Validation: a member that does not fit, or resources beyond the quota.</exception>
    public static StrategySpec Read(Wire.StrategyDefinition body)
    {
        var at = new Field("");
        string name = at["name"].Text(body.Name);
        at["runtime"].Require(at["runtime"].Text(body.Runtime) == Runtime, $"must be {Runtime}, the only runtime there is.");
        string entrypoint = at["entrypoint"].Text(body.Entrypoint);
        var artifact = StrategyArtifact.Read(body.ArtifactBase64, at["artifact_base64"], entrypoint, at["entrypoint"]);
        List<JProperty> shown = [];
        if (body.Env is { } env)
            shown.Add(new JProperty("env", JObject.FromObject(env)));
        foreach ((string member, JToken? value) in ((string, JToken?)[])[("manifest", body.Manifest), ("placement", body.Placement), ("risk", body.Risk)])
        {
            if (Object(value, at[member]) is { } given)
                shown.Add(new JProperty(member, given));
        }

        return new StrategySpec(name, entrypoint, artifact, Granted(Object(body.Resources, at["resources"]), at["resources"]), shown);
    }

    private static JObject? Object(JToken? value, Field at) => value switch
    {
        null or { Type: JTokenType.Null } => null,
        JObject given => given,
        _ => throw at.Refuse("must be a JSON object."),
    };

    private static JObject Granted(JObject? asked, Field at)
    {
        var granted = new JObject();
        foreach ((string name, long usual, long most) in Quotas)
        {
            long value = asked?[name] is null ? usual : at.Integer(asked, name);
            at[name].Require(value > 0 && value <= most, string.Create(CultureInfo.InvariantCulture, $"must be from 1 to {most}, the quota."));
            granted[name] = value;
        }

        return granted;
    }
}
