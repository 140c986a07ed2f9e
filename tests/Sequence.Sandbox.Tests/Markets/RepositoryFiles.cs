using NUnit.Framework;

namespace Sequence.Sandbox.Tests.Markets;

/// <summary>A file beside the repository, which does not contain it.</summary>
internal static class RepositoryFiles
{
    /// <summary>The recorded order flow, or an ignored test where it is absent.</summary>
    public static string RecordedOrderFlow()
    {
        string file = Repository.PathTo("../shared/data/btc-zar-order-flow-2021-07-13.csv.gz");
        if (!File.Exists(file))
            Assert.Ignore($"The recorded order flow is not part of the repository and is not at {file}.");
        return file;
    }
}
