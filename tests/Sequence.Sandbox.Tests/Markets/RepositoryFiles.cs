using NUnit.Framework;

namespace Sequence.Sandbox.Tests.Markets;

/// <summary>Files of the repository, and one beside it that it does not contain.</summary>
internal static class RepositoryFiles
{
    /// <summary>The recorded order flow, or an ignored test where it is absent.</summary>
    public static string RecordedOrderFlow()
    {
        string file = PathTo("../shared/data/btc-zar-order-flow-2021-07-13.csv.gz");
        if (!File.Exists(file))
            Assert.Ignore($"The recorded order flow is not part of the repository and is not at {file}.");
        return file;
    }

    /// <summary>The full path of a file, given by its path from the root with slashes.</summary>
    public static string PathTo(string relative)
    {
        DirectoryInfo? folder = new(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sequence.Generated.sln")))
            folder = folder.Parent;
        return Path.GetFullPath(Path.Combine(folder?.FullName ?? ".", relative));
    }
}
