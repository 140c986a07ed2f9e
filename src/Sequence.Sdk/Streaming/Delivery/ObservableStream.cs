namespace Sequence.Sdk.Streaming;

/// <summary>
/// A stream as an observable. The stream itself is none: it can be enumerated already, and a type that is both leaves the compiler
/// without a choice between the operators of either.
/// </summary>
internal sealed class ObservableStream(StreamSession session) : IObservable<StreamEvent>
{
    public IDisposable Subscribe(IObserver<StreamEvent> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return session.Deliver(new ObserverDelivery(observer));
    }
}
