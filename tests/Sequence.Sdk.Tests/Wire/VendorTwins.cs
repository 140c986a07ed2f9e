using System.Reflection;

namespace Sequence.Sdk.Tests.Wire;

/// <summary>The C# call that does what a recorded call of the vendor does, and the answers that it needs.</summary>
internal sealed record VendorTwin(Func<SequenceClient, Task> CallAsync, IReadOnlyList<(string Operation, string Body)> Answers);

/// <summary>Twins by the text of the recorded call. An operation without an answer of its own gives its documented sample.</summary>
internal sealed class TwinTable : Dictionary<string, VendorTwin>
{
    public void Add(string recordedCall, Func<SequenceClient, Task> callAsync, params IReadOnlyList<(string Operation, string Body)> answers) =>
        Add(recordedCall, new VendorTwin(callAsync, answers));
}

/// <summary>Every twin. A room adds its own in a part of this class: a static property of type <see cref="TwinTable"/> is found by itself.</summary>
internal static partial class VendorTwins
{
    public static IReadOnlyDictionary<string, VendorTwin> All { get; } = typeof(VendorTwins)
        .GetProperties(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
        .Where(property => property.PropertyType == typeof(TwinTable))
        .SelectMany(property => (TwinTable)property.GetValue(null)!)
        .ToDictionary();
}
