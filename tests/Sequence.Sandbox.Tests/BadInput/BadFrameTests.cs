using System.Buffers.Binary;
using System.Text;
using CsCheck;
using NUnit.Framework;
using Sequence.Sandbox.Tests.Faults;
using Sequence.Sandbox.Tests.Streaming;

namespace Sequence.Sandbox.Tests.BadInput;

/// <summary>Whatever a client sends on the stream costs an error frame or its own connection, never another's.</summary>
public sealed class BadFrameTests : ExchangeTest
{
    private const ulong Seed = 20_260_418;
    private const byte Text = 0x81;
    private const byte Binary = 0x82;

    private static readonly Gen<byte[]> Payloads = Gen.OneOf(
        Junk.Bodies.Select(Encoding.UTF8.GetBytes),
        Junk.Values.Select(value => Encoding.UTF8.GetBytes($$"""{"subscribe": {{value}}}""")),
        Junk.Values.Select(value => Encoding.UTF8.GetBytes($$"""{"subscribe": ["prices:BTC-USD", {{value}}], "unsubscribe": [{{value}}]}""")),
        Gen.Byte.Array[0, 200]);

    [Test]
    public async Task Frames_of_junk_are_answered_or_close_their_own_socket()
    {
        using StreamClient bystander = await StreamClient.OpenAsync(Exchange, Key);
        var frames = new List<(byte Opcode, byte[] Payload)>();
        Gen<(byte, byte[])> any = Gen.Select(Gen.OneOf(Text, Text, Binary, (byte)0x01, (byte)0x80, (byte)0x83, (byte)0x89, (byte)0x8A, (byte)0xF1), Payloads);
        // A seed of a sample fixes only its first draw.
        var source = new PCG(1, Seed);
        for (int i = 0; i < 400; i++)
            frames.Add(any.Generate(source, null, out _));
        foreach ((byte opcode, byte[] payload) in frames)
        {
            using RawConnection line = await RawConnection.OpenAsync(Exchange);
            await line.UpgradeAsync("/v1/stream", Key);
            // The close that follows makes every frame come to an end, also one whose message would go on.
            await line.SendAsync([.. Frame(opcode, payload), .. Frame(0x88, [0x03, 0xE8])]);
            (byte[] answer, _) = await line.ReadToEndAsync();

            Assert.That(answer.Length == 0 || answer[0] is Text or 0x88 or 0x8A, $"{opcode:X} {Encoding.UTF8.GetString(payload)}");
        }

        await bystander.NothingMoreAsync();
        Assert.That((await bystander.SubscribeAsync("orders"))["subscribed"]!.Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_text_that_is_no_UTF8_closes_with_1007() => Assert.That(await CloseCodeAsync(Frame(Text, [(byte)'"', 0xFF, 0xFE, (byte)'"'])), Is.EqualTo(1007));

    [Test]
    public async Task Ten_megabytes_in_one_frame_close_with_1009() => Assert.That(await CloseCodeAsync(Frame(Text, new byte[10_000_000])), Is.EqualTo(1009));

    [Test]
    public async Task Fragments_are_one_command_and_too_many_of_them_close_with_1009()
    {
        using StreamClient bystander = await StreamClient.OpenAsync(Exchange, Key);
        using RawConnection line = await RawConnection.OpenAsync(Exchange);
        await line.UpgradeAsync("/v1/stream", Key);
        await line.SendAsync([.. Frame(0x01, "{\"subscr"u8.ToArray()), .. Frame(0x00, "ibe\": [\"or"u8.ToArray()), .. Frame(0x80, "ders\"]}"u8.ToArray())]);

        Assert.That(Encoding.UTF8.GetString(await line.ReadAsync()), Does.Contain("""{"subscribed":["orders"],"rejected":[]}"""));
        byte[] part = Frame(0x00, new byte[1_000]);
        Assert.That(await CloseCodeAsync([.. Frame(0x01, "x"u8.ToArray()), .. Enumerable.Repeat(part, 70).SelectMany(bytes => bytes)]), Is.EqualTo(1009));
        await bystander.NothingMoreAsync();
    }

    [TestCase("/v1/ws/new_markets")]
    [TestCase("/v1/ws/market_resolved")]
    public async Task What_comes_on_a_socket_without_commands_is_ignored(string path)
    {
        using RawConnection line = await RawConnection.OpenAsync(Exchange);
        await line.UpgradeAsync(path, Key);
        foreach (string text in new[] { "", "{\"subscribe\":[null]}", "null", "\0", new string('[', 5_000) })
            await line.SendAsync([.. Frame(Text, Encoding.UTF8.GetBytes(text)), .. Frame(Binary, [0xFF, 0x00])]);
        await line.SendAsync(Frame(0x88, [0x03, 0xE8]));
        (byte[] answer, _) = await line.ReadToEndAsync();

        Assert.That(answer[^4..], Is.EqualTo(new byte[] { 0x88, 0x02, 0x03, 0xE8 }), "it lived until the client closed it");
    }

    private async Task<int> CloseCodeAsync(byte[] bytes)
    {
        using RawConnection line = await RawConnection.OpenAsync(Exchange);
        await line.UpgradeAsync("/v1/stream", Key);
        await line.SendAsync(bytes);
        byte[] answer = await line.ReadAsync();
        Assert.That(answer, Has.Length.GreaterThanOrEqualTo(4));
        Assert.That(answer[0], Is.EqualTo(0x88));
        return BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(2));
    }

    /// <summary>A frame as a client masks it; the mask of zeros leaves the payload as it is.</summary>
    private static byte[] Frame(byte opcode, byte[] payload)
    {
        using var frame = new MemoryStream();
        frame.WriteByte(opcode);
        Span<byte> length = stackalloc byte[8];
        if (payload.Length < 126)
        {
            frame.WriteByte((byte)(0x80 | payload.Length));
        }
        else if (payload.Length <= ushort.MaxValue)
        {
            frame.WriteByte(0x80 | 126);
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)payload.Length);
            frame.Write(length[..2]);
        }
        else
        {
            frame.WriteByte(0x80 | 127);
            BinaryPrimitives.WriteInt64BigEndian(length, payload.Length);
            frame.Write(length);
        }

        frame.Write(new byte[4]);
        frame.Write(payload);
        return frame.ToArray();
    }
}
