using Sequence.Contract.Tests.Generation;

namespace Sequence.Contract.Tests;

/// <summary>One copy for all tests of the build step, made when the first of them needs it.</summary>
/// <remarks>A set-up fixture of the whole assembly for the same reason as <see cref="SharedPackages"/>.</remarks>
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
