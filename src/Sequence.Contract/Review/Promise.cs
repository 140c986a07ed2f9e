namespace Sequence.Contract.Review;

/// <summary>One thing of a contract that a program may depend on.</summary>
/// <param name="Owner">The operation, schema or topic that has it.</param>
/// <param name="Name">The thing, such as a parameter or a member; empty for the owner itself.</param>
/// <param name="Text">All that matters of it.</param>
/// <param name="IsAsked">The caller must send it.</param>
internal sealed record Promise(string Owner, string Name, string Text, bool IsAsked = false)
{
    public string Title => Name.Length == 0 ? Owner : $"{Owner} {Name}";
}
