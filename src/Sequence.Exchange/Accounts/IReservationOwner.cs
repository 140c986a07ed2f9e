namespace Sequence.Exchange.Accounts;

/// <summary>The order that a reservation belongs to. Called when the account changes below it.</summary>
internal interface IReservationOwner
{
    /// <summary>No more than this may stay on the book for now; zero takes it off. The order itself goes on.</summary>
    void Cut(Qty remaining);

    /// <summary>The account can no longer pay for it: it ends.</summary>
    void EndUncovered();
}
