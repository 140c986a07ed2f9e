namespace Sequence.Contract.Tests.Generation;

/// <summary>One copy for all tests of the build step, made when the first of them needs it.</summary>
[SetUpFixture]
public class SharedCopy
{
    private static readonly Lazy<RepositoryCopy> Copy = new(RepositoryCopy.Make);

    internal static RepositoryCopy Value => Copy.Value;

    [OneTimeTearDown]
    public void DeleteCopy()
    {
        if (Copy.IsValueCreated)
            Copy.Value.Dispose();
    }
}
