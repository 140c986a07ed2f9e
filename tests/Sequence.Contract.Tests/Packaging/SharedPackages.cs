using Sequence.Contract.Tests.Packaging;

namespace Sequence.Contract.Tests;

/// <summary>The packages for all tests of them, packed when the first test needs them.</summary>
/// <remarks>NUnit runs the namespaces of set-up fixtures one after the other. This one is of the whole assembly, so that packing and generating run side by side.</remarks>
[SetUpFixture]
public class SharedPackages
{
    private static readonly Lazy<PackedProducts> Packed = new(PackedProducts.Make);

    internal static PackedProducts Value => Packed.Value;

    [OneTimeTearDown]
    public void DeletePackages()
    {
        if (Packed.IsValueCreated)
            Packed.Value.Dispose();
    }
}
