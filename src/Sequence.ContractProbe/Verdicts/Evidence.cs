namespace Sequence.ContractProbe.Verdicts;

/// <summary>A finding with the number of places it was made at.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many.</param>
internal sealed record Observation(Finding First, int Count)
{
    public string Text
    {
        get
        {
            string text = First.At == JsonPlace.Root ? First.Message : $"{First.At.Path}: {First.Message}";
            return Count == 1 ? text : $"{text} ({Count} times)";
        }
    }
}

/// <summary>All that a run learnt of one operation, topic or general rule.</summary>
/// <param name="name">The operationId, or what else is under test.</param>
/// <param name="title">Verb and path, or the topic.</param>
/// <param name="fact">How sure the contract is of it (x-fact).</param>
internal sealed class Evidence(string name, string title, string fact)
{
    private readonly Dictionary<(Severity, string, string), Observation> _observations = [];
    private readonly List<string> _answers = [];
    private readonly List<string> _obstacles = [];
    private string? _skipped;
    private bool _isConfirmed;

    public string Name { get; } = name;

    public string Title { get; } = title;

    public string Fact { get; } = fact;

    public MemberCensus Census { get; } = new();

    public Existence Path { get; private set; }

    /// <summary>The answers seen: status, and the code word of an error.</summary>
    public IReadOnlyList<string> Answers => _answers;

    public IEnumerable<Observation> Differences => Of(Severity.Differs);

    public IEnumerable<Observation> Notes => Of(Severity.Note);

    public bool IsUntouched => _skipped is null && !_isConfirmed && _answers.Count == 0 && _obstacles.Count == 0 && _observations.Count == 0;

    public Verdict Verdict =>
        Differences.Any() ? Verdict.Differs
        : _isConfirmed ? Verdict.Confirmed
        : _skipped is not null ? Verdict.Skipped
        : Verdict.NotReachable;

    /// <summary>Why nothing was learnt; empty when something was.</summary>
    public string Reason => Verdict switch
    {
        Verdict.Skipped => _skipped!,
        Verdict.NotReachable => _obstacles.Count > 0 ? string.Join("; ", _obstacles) : "nothing came",
        _ => "",
    };

    public void Confirm() => _isConfirmed = true;

    public void Skip(string reason) => _skipped = reason;

    /// <summary>Something stood in the way of one try.</summary>
    public void CannotReach(string obstacle) => AddNew(_obstacles, obstacle);

    public void Answered(string answer) => AddNew(_answers, answer);

    public void PathIs(Existence existence) => Path = Path == Existence.Exists ? Path : existence;

    public void Add(SchemaComparer comparison)
    {
        AddFindings(comparison);
        Census.Add(comparison.Census);
    }

    public void AddFindings(SchemaComparer comparison)
    {
        foreach (Finding finding in comparison.Findings)
            Add(finding);
    }

    public void Differ(string message, JsonPlace? at = null) => Add(new Finding(Severity.Differs, at ?? JsonPlace.Root, message));

    public void Note(string message, JsonPlace? at = null) => Add(new Finding(Severity.Note, at ?? JsonPlace.Root, message));

    private static void AddNew(List<string> list, string text)
    {
        if (!list.Contains(text))
            list.Add(text);
    }

    private void Add(Finding finding)
    {
        (Severity, string, string) kind = (finding.Severity, finding.At.Pattern, finding.Message);
        _observations[kind] = _observations.TryGetValue(kind, out Observation? known) ? known with { Count = known.Count + 1 } : new Observation(finding, 1);
    }

    private IEnumerable<Observation> Of(Severity severity) => _observations.Values.Where(observation => observation.First.Severity == severity);
}
