namespace Sequence.Sdk.Tests.Streaming;

/// <summary>Recordings of a stream, and what reads them.</summary>
internal sealed class RecordingTests : StreamFixture
{
    private readonly List<string> _files = [];

    [TearDown]
    public void DeleteFiles()
    {
        _files.ForEach(File.Delete);
        _files.Clear();
    }

    [TestCase(".jsonl")]
    [TestCase(".jsonl.gz")]
    public async Task A_recording_gives_the_same_events_again(string extension)
    {
        string file = NewFile(extension);
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A").Book().Fills());
        StreamRecording recording = stream.RecordTo(file);
        string[] messages = [Price("A", 1), Price("A", 2), Fill("f1"), "no JSON", """{"channel":"weather","data":{"rain":true}}"""];
        foreach (string message in messages)
            await socket.SendAsync(message);
        await socket.SyncAsync(Patience);
        socket.Abort();
        ServerSocket again = await Server.AcceptAsync(Patience);
        await again.TakeSubscriptionAsync(Patience);
        await again.SendAsync(Fill("f2"));
        await again.SyncAsync(Patience);
        again.Abort();
        await stream.DisposeAsync();

        List<StreamEvent> events = await ReadAsync(RecordedStream.Open(file));
        Assert.That(
            string.Join(' ', events.Select(Name)),
            Does.StartWith("price-1 price-2 fill-f1 Malformed Raw gap-").And.Contain(" Connected Subscribed fill-f2"));
        Assert.That(events.OfType<StreamEvent.Gap>().Select(g => g.Topic).Distinct(), Is.SubsetOf(["prices:A", "book:A", "fills", "weather"]));
        Assert.That((recording.Frames, recording.Lost), Is.EqualTo((7L, 0L)));
        Assert.That((bool)events.OfType<StreamEvent.Raw>().Single().Data["rain"]!, Is.True);
        Assert.That((await ReadAsync(RecordedStream.Open(file))).Select(e => e.ToString()), Is.EqualTo(events.Select(e => e.ToString())), "a second time");
    }

    [TestCase(".jsonl", 5, "no JSON")]
    [TestCase(".jsonl", 60, "must be of the kind 'end'")]
    [TestCase(".jsonl.gz", 40, "breaks off")]
    public async Task A_recording_that_breaks_off_says_so(string extension, int missing, string problem)
    {
        string file = await RecordAsync(extension, Price("A", 1), Price("A", 2));
        if (problem.Contains("end"))
            await File.WriteAllLinesAsync(file, (await File.ReadAllLinesAsync(file, Patience))[..^1], Patience);
        else
            await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file, Patience))[..^missing], Patience);

        List<StreamEvent> seen = [];
        await Assert.ThatAsync(
            async () =>
            {
                await foreach (StreamEvent e in RecordedStream.Open(file).WithCancellation(Patience))
                    seen.Add(e);
            },
            Throws.TypeOf<SequenceDeserializationException>().With.Message.Contains(problem).And.Message.Contains(Path.GetFileName(file)));
        if (extension == ".jsonl")
            Assert.That(seen.Select(Name), Is.EqualTo(["price-1", "price-2"]));
    }

    [Test]
    public async Task What_a_recording_lacks_is_a_gap()
    {
        string file = NewFile(".jsonl");
        await File.WriteAllLinesAsync(file, ["""{"kind":"stream","at_ns":1}""", """{"kind":"lost","at_ns":2,"count":3}""", """{"kind":"end","at_ns":3}"""], Patience);
        var gap = (StreamEvent.Gap)(await ReadAsync(RecordedStream.Open(file))).Single();
        Assert.That((gap.Reason, gap.Missed), Is.EqualTo((GapReason.Overflow, (long?)3)));
    }

    [Test]
    public async Task A_recording_is_replayed_at_its_own_pace_on_any_clock()
    {
        string file = NewFile(".jsonl");
        string first = Price("A", 1).ReplaceLineEndings("").Replace("\"", "\\\"");
        await File.WriteAllLinesAsync(
            file,
            [
                """{"kind":"stream","at_ns":1000000000}""",
                $$"""{"kind":"frame","at_ns":1000000000,"text":"{{first}}"}""",
                $$"""{"kind":"frame","at_ns":21000000000,"text":"{{first}}"}""",
                """{"kind":"end","at_ns":21000000000}""",
            ],
            Patience);
        await using IAsyncEnumerator<StreamEvent> replay = RecordedStream.Open(file, speed: 10, Time).GetAsyncEnumerator(Patience);
        await NextAsync<StreamEvent.Price>(replay);
        ValueTask<bool> second = replay.MoveNextAsync();
        Assert.That(await Time.NextWaitAsync(Patience), Is.EqualTo(TimeSpan.FromSeconds(2)));
        Assert.That(second.IsCompleted, Is.False);
        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.That(await second, Is.True);
        Assert.That(() => RecordedStream.Open(file, speed: 0), Throws.TypeOf<SequenceValidationException>());
    }

    [Test]
    public async Task No_key_is_in_a_recording()
    {
        string file = await RecordAsync(".jsonl", $$$"""{"channel":"weather","data":{"echo":"{{{Key}}}"}}""");
        string text = await File.ReadAllTextAsync(file, Patience);
        Assert.That(text, Does.Contain("weather").And.Not.Contain(Key).And.Not.Contain(Key[20..]));
    }

    [Test]
    public async Task A_recording_never_writes_over_a_file()
    {
        string file = NewFile(".jsonl");
        await File.WriteAllTextAsync(file, "mine", Patience);
        (MarketDataStream stream, ServerSocket _) = await ConnectAsync(Client.Stream("A"));
        Assert.That(() => stream.RecordTo(file), Throws.InstanceOf<IOException>());
        Assert.That(() => stream.RecordTo(" "), Throws.TypeOf<SequenceValidationException>());
        Assert.That(await File.ReadAllTextAsync(file, Patience), Is.EqualTo("mine"));
    }

    private async Task<string> RecordAsync(string extension, params string[] messages)
    {
        string file = NewFile(extension);
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A"));
        await using (stream.RecordTo(file))
        {
            foreach (string message in messages)
                await socket.SendAsync(message);
            await socket.SyncAsync(Patience);
        }

        return file;
    }

    private string NewFile(string extension)
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + extension);
        _files.Add(file);
        return file;
    }

    private async Task<List<StreamEvent>> ReadAsync(RecordedStream recorded)
    {
        List<StreamEvent> events = [];
        await foreach (StreamEvent e in recorded.WithCancellation(Patience))
            events.Add(e);
        return events;
    }

    private static string Name(StreamEvent e) => e switch
    {
        StreamEvent.Price p => FormattableString.Invariant($"price-{p.Bid:0}"),
        StreamEvent.Fill f => "fill-" + f.Value.FillId,
        StreamEvent.Gap g => "gap-" + g.Topic,
        _ => e.GetType().Name,
    };
}
